// The types of the module with its core beside it.
export * from './jmessage.js';
import { type Extras, JMessage as Base } from './jmessage.js';

export declare class JMessage<Custom extends object = Extras, E extends object = Extras> extends Base<Custom, E> {
  /**
   * Says where the core is, before the first object is made: the address of jmessage.wasm, a Response, its bytes, or a
   * compiled module. Needed only where the file does not lie beside the module.
   */
  static wasm(source: string | URL | Response | Promise<Response> | BufferSource | WebAssembly.Module): void;
}
export default JMessage;
