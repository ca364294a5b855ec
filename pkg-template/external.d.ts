// The types of the module with its core beside it, as `require` sees them: it gets the one that has its core inside.
import jmessage = require('./types/jmessage.js');

declare class JMessage<Custom extends object = jmessage.Extras, E extends object = jmessage.Extras> extends jmessage.JMessage<Custom, E> {
  /** Does nothing here: the core is inside. */
  static wasm(source: string | URL | Response | Promise<Response> | BufferSource | WebAssembly.Module): void;
}

export = JMessage;
