// CommonJS: what require gives is the class itself, and it names what modules name.
import JMessage = require('jmessage-web');
import External = require('jmessage-web/external');
import Script = require('jmessage-web/script');
import Default, { codes, JMessage as Named, JMessageError } from 'jmessage-web';
import { JMessage as Beside } from 'jmessage-web/external';
import type { JMessageEvent, ReceivedMessage } from 'jmessage-web';
import { share } from 'jmessage-web/shared';
import core = require('jmessage-web/jmessage.wasm');

const jim = new JMessage({ debug: true });
const same: typeof Script = Script.default;
const text: Script.TextArgs = { content: 'hi' };
jim.sendSingleMsg({ target_username: 'bob', content: 'hi' }).onSuccess(({ msg_id }) => msg_id.toFixed());
// @ts-expect-error a required argument is missing
jim.getUserInfo({});
new same().sendSingleMsg({ target_username: 'bob', ...text });
const handle: JMessage.Handle<{}> = jim.getGroups();
const message = (data: JMessage.ReceivedMessage) => data.msg_id;
jim.promise.getUserInfo({ username: 'bob' }, { timeout: 5000 }).then(({ user_info }) => user_info.username);
const off: () => void = jim.on('msgReceive', ({ messages }) => messages.map(message));
jim.once('disconnect').then(off);
handle.toPromise().catch((error) => error instanceof JMessage.Error && error.retryable && error.code === JMessage.codes.USER_NOT_EXIST);

External.wasm('/jmessage.wasm');
Beside.wasm(core);
new JMessage<{ id: number }>().sendSingleCustom({ target_username: 'bob', custom: { id: 1 } });
const place: External.Id = new External({}).outbox()[0].id;

// ---- By name, as modules write it ----
const named: Named<{ id: number }> = new Named();
const byDefault: Default = new Default();
const shared: typeof Named = share(Named);
named.onMsgReceive(({ messages: [{ content }] }) => content.msg_type === 'custom' && content.msg_body.id.toFixed());
// @ts-expect-error an order has an id
named.sendSingleCustom({ target_username: 'bob', custom: {} });
const failed = (error: unknown) => error instanceof JMessageError && error.code === codes.USER_NOT_EXIST && error.method;
const heard = (event: JMessageEvent, received: ReceivedMessage) => {
  switch (event.event_type) {
    case 1: return event.extra;
    default: return [event.event_type, received.content.msg_type, place, byDefault, shared, failed];
  }
};
byDefault.onEventNotification((event) => heard(event, {} as ReceivedMessage));
