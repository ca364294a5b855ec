// The SDK as a page uses it: logged in, its conversations asked for, one listener for messages.
// It must never look behind the public API.
import { address, bench, onAnswer, onMark } from '/live.js';
import { AUTH, ME, username } from '/message.js';
import { keepCount, save, written } from '/storage.js';

let client;

bench({
  save,
  keepCount,
  written,
  async connect() {
    client = new window.JMessage({ address });
    client.onMsgReceive(({ messages }) => { window.bench.messages += messages.length; });
    client.onTransMsgRec(onMark);
    await client.init(AUTH).toPromise();
    await client.login({ username: ME, password: 'secret' }).toPromise();
    await client.getConversation().toPromise();
  },
  sendOne: () => client.sendSingleMsg({ target_username: username(0), content: 'See you at eight, then' }).onSuccess(onAnswer),
});
