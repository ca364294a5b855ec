// The package, for tools that know no more than modules.
import { JMessage } from 'jmessage-web';
import { start, told } from './start.js';

window.result = Promise.all([start(JMessage, told())]);
