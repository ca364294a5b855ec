// The types of the module with its core beside it.
export * from './types/jmessage.js';
import { type Extras, JMessage as Base } from './types/jmessage.js';

export declare class JMessage<Custom extends object = Extras, E extends object = Extras> extends Base<Custom, E> {
  /**
   * Says where the core is, before the first object is made. Needed only where the file does not lie beside the module.
   *
   * 在创建第一个对象之前，指明核心所在。仅当该文件不在模块旁边时才需要。
   *
   * @param source the address of jmessage.wasm, a Response, its bytes, or a compiled module
   * @example
   * ```js
   * JMessage.wasm('/assets/jmessage.wasm');
   * ```
   * @see [README.md](README.md)
   */
  static wasm(source: string | URL | Response | Promise<Response> | BufferSource | WebAssembly.Module): void;
}
export default JMessage;
