// Reads a WebAssembly module back from the ASCII text that the build writes into a script (.tools/build/ascii.mjs).
// It must never need more than charCodeAt: it runs before anything else of the SDK.
//
// The text is a header, two hexadecimal digits for each byte that has a character of its own, and then the bytes:
// a character of its own, or one of the two characters behind those and a second one, for the bytes left, in order.

/** Printable ASCII that a string literal, a script element and a page in GBK all read alike. */
export const SAFE = Array.from({ length: 95 }, (_, at) => String.fromCharCode(32 + at)).filter((char) => !`"'\`<\\`.includes(char)).join('');

/** How many of them stand for one byte. */
export const SINGLE = 88;

/** @param {string} text @returns {Uint8Array} */
export function decode(text) {
  const bytes = [];
  for (let at = 0; at < SINGLE; at++) bytes.push(parseInt(text.substr(2 * at, 2), 16));
  for (let byte = 0; byte < 256; byte++) if (!bytes.includes(byte)) bytes.push(byte);
  const index = [];
  for (let at = 0; at < SAFE.length; at++) index[SAFE.charCodeAt(at)] = at;

  const out = new Uint8Array(text.length);
  let length = 0;
  for (let at = 2 * SINGLE; at < text.length; at++) {
    let code = index[text.charCodeAt(at)];
    if (code >= SINGLE) code = SINGLE + (code - SINGLE) * SAFE.length + index[text.charCodeAt(++at)];
    out[length++] = bytes[code];
  }
  return out.subarray(0, length);
}
