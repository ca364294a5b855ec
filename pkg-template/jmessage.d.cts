// The types as `require` sees them: the class itself. The build adds the named types, as members of its namespace.
import jmessage = require('./jmessage.js');

declare class JMessage extends jmessage.JMessage {
  static readonly default: typeof JMessage;
  static readonly JMessage: typeof JMessage;
}

export = JMessage;
