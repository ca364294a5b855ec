// What `import core from 'jmessage-web/jmessage.wasm'` gives where a bundler takes a .wasm file for a file: its address.
declare const address: string;

export = address;
