// From the core's file to the text that a script carries: like next to like, as a compressor wants it, and printable
// ASCII, as a page in any encoding reads it. What follows from the rest is left out: sizes of functions, alignments, types
// of blocks that have none. Must never know what the core does.
//
// Instructions are letters, their operands letters of numbers, most of them in a text of their own; all else (the other
// sections, rare instructions) is bytes. js/unpack.rs has the other half; the build proves for each core that it undoes this.
import { instructionsOf } from './instructions.mjs';

/**
 * The instruction of each letter from `#` on: the first byte of its code, and its operand.
 *
 *   (none)  there is none
 *   e       none, and the function ends
 *   b       the type of a block: none
 *   v       a variable, by how long ago it was used, out of the text of variables
 *   l       a label, out of the text of labels
 *   0 to 3  of loads and stores: this alignment, and the offset in units of it, out of the text of loads or of stores
 *   n, p, m a number; a signed one from 0 up; a signed one from -1 down
 *   x1, x8  one or eight bytes
 *   r       no instruction of a letter: so many bytes
 *
 * letters.mjs found the order: similar ones in similar letters, since a compressor guesses a letter by the last two. Any
 * other is correct as well.
 */
export const INSTRUCTIONS = [
  '0d.l 21.v 22.v 37.3 0c.l 6b. b8. 0b. 39.3 20.v a4. 71. 04.b 51. 48. 6c. ad. 28.2 1a. 4b. 36.2 04.x1 29.3 1b. 36.0 2d.0',
  '6a. 44.x8 2f.1 05. 37.2 45. 62. 64. 4d. 47. 4f. 67. 23.n 2f.0 2b.3 a7. a1. 3a.0 4a. 3b.0 9b. 72. 41.m 49. 66. 46. 29.2',
  '68. 63. 74. 35.2 78. 61. 73. 0b.e 02.b 88. 42.p 84. a3. 0f. 03.b 4c. 77. 02.x1 b7. a2. 41.p a0. 9e. 52. 00.r 9c. 00.',
  '86. 83. 10.n 24.n 3b.1 65. 28.0',
].join(' ').split(' ');
const RARE = '00.r';
/** As js/unpack.rs numbers them: alignments are theirs, and the lengths of bytes come behind the last. */
const OPERANDS = ['0', '1', '2', '3', '', 'e', 'b', 'v', 'l', 'n', 'p', 'm', 'r', 'x1', 'x2', 'x3', 'x4', 'x5', 'x6', 'x7', 'x8'];
const TEXTS = ['code', 'bytes', 'labels', 'counts', 'variables', 'loads', 'stores'];

// A number is letters, too: its last is one of so many from `#` on, and those before it of the ones behind these.
const FIRST = '#'.charCodeAt();
const LAST = 72;
const MORE = 16;

// A byte is the letter of its code, but that 0 to 31 and `@` to `_` change places: the file has many zeros, and few
// capitals. What is not printable that way has a letter before it that says which of the upper bits to flip.
const PRINTABLE = [' ', '{'].map((letter) => letter.charCodeAt());
const FLIP = 64;
const STAYS = 32;

/** The text: a line each. */
export function pack(wasm, instructions = INSTRUCTIONS) {
  return spell(instructionsOf(wasm), instructions);
}

export function spell({ head, functions, tail }, instructions) {
  const texts = Object.fromEntries(TEXTS.map((name) => [name, []]));
  const put = (text, ...values) => texts[text].push(text === 'bytes' ? spelledBytes(values) : values.map(spelledNumber).join(''));
  const letters = new Map(instructions.map((name, at) => [name, at]));
  const letter = (at) => texts.code.push(String.fromCharCode(FIRST + at));

  put('counts', instructions.length);
  for (const name of instructions) {
    const [code, operand] = name.split('.');
    put('bytes', parseInt(code, 16));
    put('counts', OPERANDS.indexOf(operand));
  }
  put('counts', head.length);
  put('bytes', ...head);
  put('counts', functions.length);
  for (const { variables, instructions: body } of functions) {
    put('counts', variables.length);
    for (const [count, type] of variables) {
      put('counts', count);
      put('bytes', type);
    }
    for (const { name, operand, text, bytes } of body) {
      letter(letters.get(name) ?? letters.get(RARE));
      if (!letters.has(name)) {
        put('code', bytes.length);
        put('bytes', ...bytes);
      } else if (text) {
        put(text, ...operand);
      }
    }
  }
  put('counts', tail.length);
  put('bytes', ...tail);
  return TEXTS.map((name) => texts[name].join('')).join('\n');
}

function spelledNumber(value) {
  let spelled = String.fromCharCode(FIRST + (value % LAST));
  for (let rest = Math.floor(value / LAST); rest; rest = Math.floor(rest / MORE)) spelled = String.fromCharCode(FIRST + LAST + (rest % MORE)) + spelled;
  return spelled;
}

/** As js/bytes.js and js/unpack.rs read them. */
export function spelledBytes(bytes) {
  return Array.from(bytes, (byte) => {
    const turned = byte & STAYS ? byte : byte ^ FLIP;
    for (let flips = 0; ; flips++) {
      const code = turned ^ (flips * FLIP);
      if (code >= PRINTABLE[0] && code <= PRINTABLE[1]) return (flips ? String.fromCharCode(PRINTABLE[1] + flips) : '') + String.fromCharCode(code);
    }
  }).join('');
}
