// Custom sections of a WebAssembly file, read and taken out. It must never touch the sections that hold code.

/** The content of the named custom section. */
export function customSection(wasm, name) {
  const found = [...sections(wasm)].find((each) => each.name === name);
  if (!found) throw new Error(`the module has no custom section ${name}: does the crate still write it?`);
  return wasm.subarray(found.contentStart, found.end);
}

/** The file without the named custom sections. */
export function withoutCustomSections(wasm, names) {
  const kept = [...sections(wasm)].filter((each) => !names.includes(each.name));
  return Buffer.concat([wasm.subarray(0, 8), ...kept.map((each) => wasm.subarray(each.start, each.end))]);
}

function* sections(wasm) {
  for (let start = 8; start < wasm.length; ) {
    const [size, bodyStart] = leb(wasm, start + 1);
    const section = { start, end: bodyStart + size };
    if (wasm[start] === 0) {
      const [length, nameStart] = leb(wasm, bodyStart);
      section.contentStart = nameStart + length;
      section.name = wasm.toString('utf8', nameStart, section.contentStart);
    }
    yield section;
    start = section.end;
  }
}

/** An unsigned LEB128 number, and where the bytes behind it begin. */
function leb(wasm, at) {
  for (let value = 0, shift = 0; ; shift += 7) {
    const byte = wasm[at++];
    value |= (byte & 127) << shift;
    if (byte < 128) return [value >>> 0, at];
  }
}
