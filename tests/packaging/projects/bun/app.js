// Bun has a WebSocket: the object works, and the program ends when it is closed.
import { JMessage } from 'jmessage-web';
import { createRequire } from 'node:module';

const jim = new JMessage({ address: process.env.SERVER });
const { code } = await jim.init({ appkey: 'k', random_str: 'r', timestamp: '1', signature: 's' }).toPromise();
jim.close();
if (code !== 0 || 'JMessage' in globalThis) throw new Error(`code ${code}`);
if (createRequire(import.meta.url)('jmessage-web') !== JMessage) throw new Error('require gives another class');
