// The types as `require` and pages with the script tag see them: the class itself, and a global.
// It must never be needed by those who `import`: they have no global.
import jmessage = require('./types/jmessage.js');

declare class JMessage<Custom extends object = jmessage.Extras, E extends object = jmessage.Extras> extends jmessage.JMessage<Custom, E> {}

declare global {
  interface Window {
    JMessage: typeof JMessage;
  }
}

export = JMessage;
export as namespace JMessage;
