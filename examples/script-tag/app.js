/*
 * Where the page comes together: everything the SDK tells comes in here and goes to the module it concerns, and
 * everything that changed is drawn by the views. It must never hold data or draw anything of its own.
 */
import { JIM } from './sdk.js';
import * as chats from './chats.js';
import * as reading from './reading.js';
import { sendWaiting } from './send.js';
import { kicked, lost, onOnline, restore, session } from './session.js';
import { changed, onChange } from './changes.js';
import { translate } from './i18n.js';
import { drawSignIn } from './view/sign-in.js';
import { drawSidebar } from './view/sidebar.js';
import { drawChat } from './view/chat.js';
import './view/people.js';

const SIGNED_IN_ELSEWHERE = 1;
const PASSWORD_CHANGED = 2;
const GROUP_EVENTS = [8, 9, 10, 11, 12]; // created, left, members added, members removed, described anew
const GROUP_CREATED = 8;
const MEMBERS_ADDED = 10;

// Listeners may be set before init and login, and stay through every reconnect.
JIM.onDisconnect(lost);

JIM.onMsgReceive((data) => {
  chats.received(data.messages);
  reading.readOn();
});

JIM.onSyncConversation((conversations) => {
  chats.synced(conversations);
  reading.readOn();
});

JIM.onEventNotification((event) => {
  if (event.event_type === SIGNED_IN_ELSEWHERE || event.event_type === PASSWORD_CHANGED) kicked(event);
  else groupChanged(event);
});

// Events of the time this page was away: a sign-in elsewhere back then is no news, a new group is.
JIM.onSyncEvent((events) => events.forEach(groupChanged));

JIM.onMsgReceiptChange(chats.receiptsChanged);
JIM.onSyncMsgReceipt((changes) => changes.forEach(chats.receiptsChanged));

JIM.onMutiUnreadMsgUpdate(chats.unreadChanged);

function groupChanged({ event_type, gid, group_name, ctime_ms }) {
  if (!GROUP_EVENTS.includes(event_type)) return;
  const known = chats.find(chats.keyOf('group', gid));
  if (!known && event_type !== GROUP_CREATED && event_type !== MEMBERS_ADDED) return;
  const group = known ?? chats.open('group', gid, group_name);
  group.time = Math.max(group.time, ctime_ms ?? 0);
  if (session.status === 'online') chats.loadMembers(group);
}

onOnline(() => {
  showKnown();
  chats.refresh();
  reading.read();
  sendWaiting();
});

/** What is known of the account from earlier visits can be seen before the connection is up. */
function showKnown() {
  chats.start(session.user);
  reading.follow();
}

onChange(drawSignIn);
onChange(drawSidebar);
onChange(drawChat);

translate(document);
changed();
restore();
if (session.inside) showKnown();
