// The package, for tools that know no more than modules.
import { JMessage } from 'jmessage-web';
import { start } from './start.js';

window.result = Promise.all([start(JMessage, new URLSearchParams(location.search).get('server'))]);
