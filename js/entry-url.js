// The module with the core beside it: the smallest, and compiled while it downloads. Calls wait until it is there.

import init, { Engine } from 'jmessage:glue';
import methods from 'jmessage:methods';
import version from 'jmessage:version';
import { define } from './jmessage.js';

const loaded = init({ module_or_path: new URL('./jmessage.wasm', import.meta.url) }).then(() => Engine);

export const JMessage = define(methods, loaded, version);
export default JMessage;
