// The types as `require` sees them: the class itself. The build adds the named types, as members of its namespace.
import jmessage = require('./jmessage.js');

declare class JMessage<Custom extends object = jmessage.Extras, E extends object = jmessage.Extras> extends jmessage.JMessage<Custom, E> {
  static readonly default: typeof JMessage;
  static readonly JMessage: typeof JMessage;
}

export = JMessage;
