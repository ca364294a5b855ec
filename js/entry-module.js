// The module with the core inside: no second file, usable at once, and no global. Nothing in it asks where it lies, so
// that every bundler can move it.

import methods from 'jmessage:methods';
import version from 'jmessage:version';
import { unpacked } from './bytes.js';
import { codes } from './codes.js';
import { compile } from './core.js';
import { define } from './jmessage.js';

export const JMessage = define(methods, compile(unpacked), version);
// The core is inside: this module stands in for the one that has it beside, in development and for `require`.
JMessage.wasm = () => {};
JMessage.codes = codes;
export { codes };
export { JMessageError } from './errors.js';
export default JMessage;
