/*
 * How the connection stands: a word under one's name, and a calm line above everything while it is not as it should be.
 */
import { on } from '../state/changes.js';
import { comeBack, session } from '../state/session.js';
import { explain, t } from '../text/i18n.js';
import { byId, mark, write } from './dom.js';
import { leave } from './sign-in.js';

const KICKED_BY_LOGIN = 1;
const TICK_MS = 1000;

const banner = byId('banner');
let ticking = 0;

function draw() {
  const { state, inside } = session;
  for (const element of document.querySelectorAll('.status')) {
    mark(element, 'data-state', state);
    write(element.querySelector('.status-text'), t(`status.${state}`));
  }
  const over = state === 'kicked' || state === 'failed';
  banner.hidden = !inside || state === 'online';
  mark(banner, 'data-state', state);
  write(byId('banner-text'), sentence());
  byId('banner-buttons').hidden = !over;
  write(byId('banner-here'), t(state === 'failed' ? 'banner.again' : 'banner.here'));
  clearInterval(ticking);
  tick();
  if (session.retryAt && !banner.hidden) ticking = setInterval(tick, TICK_MS);
}

function sentence() {
  const { state, reason, user } = session;
  if (state === 'failed' || (state === 'kicked' && reason && reason.code !== KICKED_BY_LOGIN)) return reason ? explain(reason) : t('status.failed');
  return t(`banner.${state === 'closed' || state === 'online' ? 'connecting' : state}`, { name: user });
}

/** Not part of what is read aloud: a number that changes each second is noise. */
function tick() {
  const seconds = Math.ceil((session.retryAt - Date.now()) / 1000);
  write(byId('banner-retry'), seconds > 0 ? t('banner.retryIn', { n: seconds }) : '');
}

byId('banner-here').addEventListener('click', comeBack);
byId('banner-sign-out').addEventListener('click', leave);
on('session', draw);
on('language', draw);
