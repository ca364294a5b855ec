// Remembers the memory of the wasm module that is made after this has run, which no count of the browser's includes.
// It must never change the module.

const { Instance } = WebAssembly;

WebAssembly.Instance = class extends Instance {
  constructor(module, imports) {
    super(module, imports);
    window.wasmMemory = Object.values(this.exports).find((each) => each instanceof WebAssembly.Memory);
  }
};
