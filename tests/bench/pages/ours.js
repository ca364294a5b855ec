// The SDK as a page uses it: logged in, its conversations asked for, one listener for messages.
// It must never look behind the public API.
import { address, bench, onMark } from '/live.js';
import { AUTH, ME } from '/message.js';
import { expectSave, saved, written } from '/storage.js';

bench({
  expectSave,
  saved,
  written,
  async connect() {
    const client = new window.JMessage({ address });
    client.onMsgReceive(({ messages }) => { window.bench.messages += messages.length; });
    client.onTransMsgRec(onMark);
    await client.init(AUTH).toPromise();
    await client.login({ username: ME, password: 'secret' }).toPromise();
    const { conversations } = await client.getConversation().toPromise();
    return conversations.length;
  },
});
