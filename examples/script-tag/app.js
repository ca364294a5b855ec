/*
 * Where the page comes together. Data goes one way: the SDK's listeners hand what they hear to the state, the state says
 * what of it changed, and the views draw that. What a person does goes back the same way: a view calls the state, and the
 * state calls the SDK. This file must never hold data or draw anything of its own.
 *
 *     sdk.js -> state/ -> view/      text/ has the words
 */
import { listen } from './sdk.js';
import { happened, restore, stands } from './state/account.js';
import * as incoming from './state/incoming.js';
import { outboxChanged } from './state/sending.js';
import { changed } from './state/changes.js';
import { profileChanged } from './state/people.js';
import { heardTyping } from './state/typing.js';
import { translatePage } from './text/i18n.js';
import './view/sign-in.js';
import './view/banner.js';
import './view/profile.js';
import './view/tabs.js';
import './view/chat-list.js';
import './view/search.js';
import './view/people-list.js';
import './view/chat.js';
import './view/messages.js';
import './view/compose.js';

// Set before login, they stay through every reconnect.
listen((JIM) => {
  JIM.onConnectionChange(stands);
  JIM.onOutboxChange(outboxChanged);
  JIM.onMsgReceive(incoming.received);
  JIM.onSyncConversation(incoming.synced);
  JIM.onRoomMsg(incoming.roomMessage);
  JIM.onMsgReceiptChange(incoming.receiptsChanged);
  JIM.onSyncMsgReceipt((changes) => changes.forEach(incoming.receiptsChanged));
  JIM.onMutiUnreadMsgUpdate(incoming.unreadChanged);
  JIM.onEventNotification(happened);
  JIM.onSyncEvent((events) => events.forEach(happened));
  JIM.onUserInfUpdate(profileChanged);
  JIM.onTransMsgRec(heardTyping);
});

translatePage();
changed('language');
changed('session');
restore();
