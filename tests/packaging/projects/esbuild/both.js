// esbuild moves no file that only a URL names: the page says where it is.
import { JMessage } from 'jmessage-web';
import { JMessage as External } from 'jmessage-web/external';
import core from 'jmessage-web/jmessage.wasm';
import { start, told } from './start.js';

External.wasm(core);
window.result = Promise.all([start(JMessage, told()), start(External, told())]);
