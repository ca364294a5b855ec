import { JMessage } from 'jmessage-web';
import { start } from './start.js';

onmessage = async ({ data: address }) => postMessage(await start(JMessage, address));
