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
  '0d.l 21.v 22.v 37.3 0c.l 6b. b8. 0b. 39.3 20.v 9b. 2b.3 04.b 51. 3b.0 74. ad. 6c. 64. 72. 0b.e 83. 29.3 1b. 36.0 67.',
  '6a. 73. 05. 88. 37.2 45. 62. 78. 47. 71. 4f. 2d.0 28.0 2f.0 41.m a7. 84. 3a.0 65. 48. 2f.1 4b. a2. 49. 66. 46. 29.2',
  '77. 63. 28.2 35.2 02.x1 61. 24.n 36.2 02.b 4d. 42.p a1. a3. 0f. 03.b 4c. 1a. a4. b7. 68. 41.p a0. 9e. 52. 00.r 9c.',
  '23.n 86. 04.x1 10.n 44.x8 3b.1 4a. 00.',
].join(' ').split(' ');
const RARE = '00.r';
/** As js/unpack.rs numbers them: alignments are theirs, and the lengths of bytes come behind the last. */
const OPERANDS = ['0', '1', '2', '3', '', 'e', 'b', 'v', 'l', 'n', 'p', 'm', 'r', 'x1', 'x2', 'x3', 'x4', 'x5', 'x6', 'x7', 'x8'];
const TEXTS = ['code', 'bytes', 'labels', 'counts', 'variables', 'loads', 'stores'];

// A number is letters, too: its last is one of so many from `#` on, and those before it of the ones behind these.
const FIRST = '#'.charCodeAt();
const LAST = 64;
const MORE = 24;

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
