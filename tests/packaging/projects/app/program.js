// A program outside of a browser that has a WebSocket: the object works, `require` gives the same class, no global is set,
// and the program ends by itself when the object is closed.
import { JMessage } from 'jmessage-web';
import { createRequire } from 'node:module';
import process from 'node:process';

const { SERVER, AUTH } = process.env;
const jim = new JMessage({ address: SERVER });
const account = { username: `program-${process.pid}`, password: 'secret' };
await jim.init(JSON.parse(AUTH)).toPromise();
await jim.register(account).toPromise();
await jim.login(account).toPromise();
if (!jim.isLogin()) throw new Error(jim.connection());
jim.close();
if (jim.connection() !== 'closed') throw new Error(jim.connection());
if ('JMessage' in globalThis) throw new Error('there is a global');
if (createRequire(import.meta.url)('jmessage-web') !== JMessage) throw new Error('require gives another class');
