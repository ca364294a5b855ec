// Rollup alone finds no packages: the package's file is named by its path.
import { JMessage } from './node_modules/jmessage-web/jmessage.mjs';
import { start, told } from './start.js';

window.result = Promise.all([start(JMessage, told())]);
