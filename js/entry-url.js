// The module with the core beside it: the smallest, and compiled while it downloads. Calls wait until it is there.

import methods from 'jmessage:methods';
import version from 'jmessage:version';
import { load } from './core.js';
import { define } from './jmessage.js';

const loaded = load(new URL('./jmessage.wasm', import.meta.url));

export const JMessage = define(methods, loaded, version);
export default JMessage;
