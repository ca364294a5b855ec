/*
 * A menu that drops from a button: arrow keys walk it, Escape and a click elsewhere close it, and the keyboard is back on
 * the button then. One at a time.
 */
import { byId, icon, make } from './dom.js';

const GAP_PX = 6;

const menu = byId('menu');
let opener = null;

/** `items`: {label, icon, run, danger?}, or nothing where there is no such item today. */
export function openMenu(button, items) {
  opener = button;
  menu.replaceChildren(...items.filter(Boolean).map(itemOf));
  menu.setAttribute('aria-label', button.ariaLabel ?? '');
  // What stands outside of an open dialog can't be pressed.
  button.closest('dialog, main').append(menu);
  menu.showPopover();
  place(button.getBoundingClientRect());
  menu.firstElementChild.focus();
}

function itemOf({ label, icon: name, run, danger }) {
  const act = () => {
    menu.hidePopover();
    run();
  };
  return make('button', { type: 'button', role: 'menuitem', tabIndex: -1, className: danger ? 'menu-item danger' : 'menu-item', onclick: act },
    icon(name), make('span', { textContent: label }));
}

/** Under the button and towards the middle, or above it where there is more room. */
function place({ top, bottom, left, right }) {
  const { offsetWidth: width, offsetHeight: height } = menu;
  const x = Math.min(left < innerWidth / 2 ? left : right - width, innerWidth - width - 8);
  const y = bottom + height + GAP_PX < innerHeight ? bottom + GAP_PX : Math.max(8, top - height - GAP_PX);
  Object.assign(menu.style, { left: `${Math.max(8, x)}px`, top: `${y}px` });
}

menu.addEventListener('keydown', (event) => {
  const items = [...menu.children];
  const at = items.indexOf(document.activeElement);
  const to = { ArrowDown: at + 1, ArrowUp: at - 1 + items.length, Home: 0, End: items.length - 1 }[event.key];
  if (event.key === 'Tab') menu.hidePopover();
  if (to === undefined) return;
  event.preventDefault();
  items[to % items.length].focus();
});

menu.addEventListener('toggle', ({ newState }) => {
  if (newState === 'closed' && menu.contains(document.activeElement)) opener?.focus();
});
