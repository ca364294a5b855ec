import { JMessage } from 'jmessage-web';
import { start } from './start.js';

onmessage = async ({ data }) => postMessage(await start(JMessage, data));
