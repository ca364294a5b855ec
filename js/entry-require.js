// The module as `require` gives it: the class itself, which names itself as modules name what they export, so that it is
// right however an import is translated. Written out, for tools that only read the file.

import { codes, JMessage, JMessageError } from './entry-module.js';

module.exports = JMessage;
module.exports.default = JMessage;
module.exports.JMessage = JMessage;
module.exports.JMessageError = JMessageError;
module.exports.codes = codes;
