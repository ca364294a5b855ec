// The types as `require`, and tools of before exports maps, see them: the class itself. The build adds the named types, as
// members of its namespace.
import jmessage = require('./types/jmessage.js');

declare class JMessage<Custom extends object = jmessage.Extras, E extends object = jmessage.Extras> extends jmessage.JMessage<Custom, E> {}

export = JMessage;
