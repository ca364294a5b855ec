// A program outside of a browser that has a WebSocket: the object works, `require` gives the same class, no global is set,
// and the program ends by itself when the object is closed.
import { JMessage } from 'jmessage-web';
import { createRequire } from 'node:module';
import process from 'node:process';

const jim = new JMessage({ address: process.env.SERVER });
const auth = { appkey: 'k', random_str: 'r', timestamp: '1', signature: 's' };
const answers = [await jim.init(auth).toPromise(), await jim.login({ username: 'ann', password: 'secret' }).toPromise()];
const stood = [...answers.map(({ code }) => code), jim.isLogin()].join();
jim.close();
if (stood !== '0,0,true' || jim.connection() !== 'closed') throw new Error(`${stood}, ${jim.connection()}`);
if ('JMessage' in globalThis) throw new Error('there is a global');
if (createRequire(import.meta.url)('jmessage-web') !== JMessage) throw new Error('require gives another class');
