// CommonJS: what require gives is the class itself.
import JMessage = require('jmessage-web');
import External = require('jmessage-web/external');
import Script = require('jmessage-web/script');

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
new JMessage<{ id: number }>().sendSingleCustom({ target_username: 'bob', custom: { id: 1 } });
const place: External.Id = new External({}).outbox()[0].id;
