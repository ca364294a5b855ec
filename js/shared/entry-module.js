// The module `jmessage-web/shared`. It knows no class until it is given one: there are several entries.

export { share } from './share.js';
