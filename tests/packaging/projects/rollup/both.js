import { JMessage } from 'jmessage-web';
import { JMessage as External } from 'jmessage-web/external';
import { start, told } from './start.js';

window.result = Promise.all([start(JMessage, told()), start(External, told())]);
