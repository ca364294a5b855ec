// esbuild moves no file that only a URL names: the page says where it is.
import { JMessage } from 'jmessage-web';
import { JMessage as External } from 'jmessage-web/external';
import core from 'jmessage-web/jmessage.wasm';
import { start } from './start.js';

External.wasm(core);
const address = new URLSearchParams(location.search).get('server');
window.result = Promise.all([start(JMessage, address), start(External, address)]);
