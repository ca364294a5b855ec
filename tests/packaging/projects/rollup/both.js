import { JMessage } from 'jmessage-web';
import { JMessage as External } from 'jmessage-web/external';
import { start } from './start.js';

const address = new URLSearchParams(location.search).get('server');
window.result = Promise.all([start(JMessage, address), start(External, address)]);
