/*
 * Searching: the list keeps the chats whose name has what was written, and below stand the messages that have it.
 */
import { find, order } from '../state/chats.js';
import { show } from '../state/reading.js';
import { shortTime } from '../text/i18n.js';
import { filterChats } from './chat-list.js';
import { avatarOf, byId, make } from './dom.js';
import { jumpTo } from './messages.js';
import { faceOf, gist, titleOf } from './words.js';

const MOST_HITS = 40;
const BEFORE_HIT = 16;

const field = byId('search');
let wanted = '';

function search() {
  wanted = field.value.trim().toLowerCase();
  const some = filterChats(wanted);
  const hits = wanted ? findMessages() : [];
  byId('hits').hidden = hits.length === 0;
  byId('hit-list').replaceChildren(...hits.map(hitRow));
  byId('no-hits').hidden = some || hits.length > 0 || !wanted;
}

const has = ({ body }) => String(body.text ?? body.fname ?? '').toLowerCase().includes(wanted);

/** The newest first, of all chats; what was taken back has no text any more. */
function findMessages() {
  const hits = order.flatMap((chat) => chat.messages.filter(has).map((message) => ({ chat, message })));
  return hits.sort((a, b) => b.message.time - a.message.time).slice(0, MOST_HITS);
}

function hitRow({ chat, message }) {
  const text = gist(message);
  const start = Math.max(0, text.toLowerCase().indexOf(wanted) - BEFORE_HIT);
  const go = () => {
    show(chat);
    // The address changes first, and opens the chat.
    setTimeout(() => find(chat.key) && jumpTo(message));
  };
  return make('li', {}, make('button', { type: 'button', className: 'row', onclick: go, 'data-testid': 'hit' },
    avatarOf(faceOf(chat), 'row-avatar'),
    make('strong', { className: 'row-name', textContent: titleOf(chat) }),
    make('time', { className: 'row-time muted', textContent: shortTime(message.time) }),
    make('span', { className: 'row-last muted', textContent: (start ? '…' : '') + text.slice(start) })));
}

field.addEventListener('input', search);
field.addEventListener('keydown', (event) => {
  if (event.key !== 'Escape' || !field.value) return;
  field.value = '';
  search();
});
