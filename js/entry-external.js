// The module with the core beside it: the smallest, and compiled while it downloads. Calls wait until it is there. Must
// fetch nothing before the first object is made: until then a page may say where the core is.

import methods from 'jmessage:methods';
import version from 'jmessage:version';
import { codes } from './codes.js';
import { load } from './core.js';
import { define } from './jmessage.js';

let source;
let loading;
const core = {
  then: (...told) => (loading = loading || load(source || new URL('./jmessage.wasm', import.meta.url))).then(...told),
  catch() {}, // Nothing fails that nobody waits for.
};

export const JMessage = define(methods, core, version);
JMessage.wasm = (given) => { source = given; };
JMessage.codes = codes;
export { codes };
export { JMessageError } from './errors.js';
export default JMessage;
