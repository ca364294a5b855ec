// The module with the core beside it: the smallest, and compiled while it downloads. Calls wait until it is there.

import methods from 'jmessage:methods';
import version from 'jmessage:version';
import { load } from './core.js';
import { define } from './jmessage.js';

let source;
// A moment later, so that whoever imports this may say first where the core is.
const loaded = Promise.resolve().then(() => load(source || new URL('./jmessage.wasm', import.meta.url)));

export const JMessage = define(methods, loaded, version);
JMessage.wasm = (given) => { source = given; };
export { codes } from './codes.js';
export { JMessageError } from './errors.js';
export default JMessage;
