// The sections of a WebAssembly file. Custom ones a build may read and take out; it must never touch any other.

const CUSTOM = 0;
const IMPORTS = 2;

/** The content of the named custom section. */
export function customSection(wasm, name) {
  const found = sections(wasm).find((each) => customName(each) === name);
  if (!found) throw new Error(`the module has no custom section ${name}: does the crate still write it?`);
  const body = new Reader(found.body);
  body.text();
  return body.rest();
}

/** The file without the named custom section. */
export function withoutCustomSection(wasm, name) {
  return assemble(wasm, sections(wasm).filter((each) => customName(each) !== name));
}

/**
 * {wasm, imports}: the file with all of its imports, which must be functions, in the one named module, numbered; and what
 * each of them was, as [module, name].
 */
export function withNumberedImports(wasm, module) {
  const list = sections(wasm);
  const section = list.find(({ id }) => id === IMPORTS);
  const body = new Reader(section.body);
  const imports = [];
  const entries = [];
  for (let left = body.leb(); left; left--) {
    const number = String(imports.length);
    imports.push([body.text(), body.text()]);
    entries.push(leb(module.length), Buffer.from(module), leb(number.length), Buffer.from(number), Buffer.of(body.byte()), leb(body.leb()));
  }
  section.body = Buffer.concat([leb(imports.length), ...entries]);
  return { wasm: assemble(wasm, list), imports };
}

/** [{id, start, body}], in the order of the file. */
export function sections(wasm) {
  const file = new Reader(wasm, 8);
  const found = [];
  while (!file.done) {
    const id = file.byte();
    const length = file.leb();
    found.push({ id, start: file.at, body: file.bytes(length) });
  }
  return found;
}

function assemble(wasm, list) {
  return Buffer.concat([wasm.subarray(0, 8), ...list.flatMap(({ id, body }) => [Buffer.of(id), leb(body.length), body])]);
}

function customName({ id, body }) { return id === CUSTOM ? new Reader(body).text() : undefined; }

export class Reader {
  constructor(buffer, at = 0) { Object.assign(this, { buffer, at }); }

  get done() { return this.at >= this.buffer.length; }
  byte() { return this.buffer[this.at++]; }
  bytes(length) { return this.buffer.subarray(this.at, (this.at += length)); }
  rest() { return this.bytes(this.buffer.length - this.at); }
  text() { return this.bytes(this.leb()).toString('utf8'); }

  /** An unsigned LEB128 number. */
  leb() {
    for (let value = 0, shift = 0; ; shift += 7) {
      const byte = this.byte();
      value |= (byte & 127) << shift;
      if (byte < 128) return value >>> 0;
    }
  }

  /** A signed one of at most 64 bits; exact up to 2^53. */
  signed() {
    for (let value = 0n, bits = 0n; ; ) {
      const byte = this.byte();
      value |= BigInt(byte & 127) << bits;
      bits += 7n;
      if (byte < 128) return Number(BigInt.asIntN(Number(bits), value));
    }
  }
}

function leb(value) {
  const bytes = [];
  for (; value > 127; value >>>= 7) bytes.push((value & 127) | 128);
  return Buffer.from([...bytes, value]);
}
