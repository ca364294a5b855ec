/*
 * The three lists of the left side, one at a time: arrow keys walk the tabs, as tabs are expected to.
 */
import { on } from '../state/changes.js';
import { byId, mark } from './dom.js';
import { drawRooms } from './rooms-list.js';

const tabs = [...document.querySelectorAll('[role=tab]')];

function choose(tab) {
  for (const one of tabs) {
    const chosen = one === tab;
    mark(one, 'aria-selected', String(chosen));
    one.tabIndex = chosen ? 0 : -1;
    byId(one.getAttribute('aria-controls')).hidden = !chosen;
  }
  if (tab.id === 'rooms-tab') drawRooms();
}

for (const tab of tabs) {
  tab.addEventListener('click', () => choose(tab));
  tab.addEventListener('keydown', ({ key }) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[key];
    if (!step) return;
    const next = tabs[(tabs.indexOf(tab) + step + tabs.length) % tabs.length];
    next.focus();
    choose(next);
  });
}

const redrawRooms = () => byId('rooms-panel').hidden || drawRooms();
on('language', redrawRooms);
on('session', redrawRooms);
