// The script tag: one self-contained file that defines `JMessage` and nothing else. A module that imports it for its
// side effect, a worker and `require` are served too; `window` is never assumed, and `window.io` never touched.

import methods from 'jmessage:methods';
import version from 'jmessage:version';
import { unpacked } from './bytes.js';
import { compile } from './core.js';
import { define } from './jmessage.js';

const JMessage = define(methods, compile(unpacked), version);

const global = typeof globalThis === 'object' ? globalThis : self;
if (global.JMessage) console.warn('[JMessage] the SDK was loaded twice: the later one counts');
global.JMessage = JMessage;
JMessage.default = JMessage.JMessage = JMessage; // `module.exports` is the class itself: the build sets it, behind everything.

// For an AMD loader. A script that it asked for is a nameless module; any other has to bring a name, or it fails.
const { define: amd, document } = global;
if (typeof amd === 'function' && amd.amd) {
  const asked = !document || !document.currentScript || document.currentScript.getAttribute('data-requiremodule');
  amd(...(asked ? [] : ['jmessage-web']), () => JMessage);
}
