// From the core's file to the text that a script carries: like next to like, as a compressor wants it, and printable
// ASCII, as a page in any encoding reads it. Against hexadecimal digits, 1.6 KB less over the wire. It undoes its own
// work once, so that what it does not understand fails here. Must never know what the core does.
//
// What is packed is a series of instructions, most of whose operands stand in texts of their own; all else (sections,
// heads of functions, tables of jumps) stands in runs. js/unpack.rs has the other half, and the same numbers.
import { Reader, sections } from './sections.mjs';

const CODE_SECTION = 10;
const RUN = 0x01; // `nop`, which no optimised code has.
const LONGEST_RUN = 255;
const between = (first, last) => (code) => code >= first && code <= last;
const among = (...codes) => (code) => codes.includes(code);

// Which instructions have which operands, each by the text that it goes to: numbers of any length.
const OPERANDS = [
  [among(0x02, 0x03, 0x04, 0x10, 0x23, 0x24, 0x41, 0x42), 'code'],
  [among(0x0c, 0x0d), 'labels'],
  [between(0x20, 0x22), 'locals'],
  [between(0x28, 0x3e), 'code', 'offsets'],
];
const FLOAT = 0x44;
const TEXTS = ['code', 'runs', 'locals', 'offsets', 'labels'];

// Instructions whose operands are too rare for a text: how to read past them.
const RARE = new Map([
  [0x0e, (file) => times(file.leb() + 1, () => file.leb())], // br_table
  [0x11, (file) => times(2, () => file.leb())], // call_indirect
  [0x3f, (file) => file.leb()], // memory.size
  [0x40, (file) => file.leb()], // memory.grow
  [0xfc, (file) => times({ 10: 2, 11: 1 }[file.leb()] ?? 0, () => file.leb())], // memory.copy, memory.fill, conversions
]);

// The alphabet is of these letters; the three behind say which upper bits of the next one's byte to flip.
const FIRST = ' '.charCodeAt();
const LAST = '{'.charCodeAt();
const LETTERS = Array.from({ length: LAST - FIRST + 1 }, (_, at) => FIRST + at).filter((code) => !'"\\'.includes(String.fromCharCode(code)));
const LOW_BITS = 64;

/** The text: the alphabet, then each text, in lines. */
export function pack(wasm) {
  const texts = split(wasm);
  const letters = alphabet(TEXTS.flatMap((name) => texts[name]));
  const spell = (byte) => {
    for (let flip = 0; flip < 4; flip++) {
      const letter = letters[byte ^ (flip * LOW_BITS)];
      if (letter) return (flip ? String.fromCharCode(LAST + flip) : '') + String.fromCharCode(letter);
    }
    throw new Error(`no letter stands for the byte ${byte}`);
  };
  const bytes = Array.from({ length: LAST - FIRST + 1 }, (_, at) => Math.max(0, letters.indexOf(FIRST + at)));
  return [Buffer.from(bytes).toString('hex'), ...TEXTS.map((name) => texts[name].map(spell).join(''))].join('\n');
}

function split(wasm) {
  const texts = Object.fromEntries(TEXTS.map((name) => [name, []]));
  const file = new Reader(wasm);
  let done = 0; // What stands before this is in a text.
  const run = () => {
    for (; done < file.at; done += LONGEST_RUN) {
      const bytes = wasm.subarray(done, Math.min(file.at, done + LONGEST_RUN));
      texts.code.push(RUN);
      texts.runs.push(bytes.length, ...bytes);
    }
    done = file.at;
  };
  const take = (name, read) => {
    read();
    texts[name].push(...wasm.subarray(done, file.at));
    done = file.at;
  };

  file.at = sections(wasm).find(({ id }) => id === CODE_SECTION).start;
  times(file.leb(), () => {
    const end = file.leb() + file.at;
    times(file.leb(), () => { file.leb(); file.byte(); }); // Its locals.
    run();
    while (file.at < end) {
      let code;
      take('code', () => { code = file.byte(); });
      const [, ...operands] = OPERANDS.find(([has]) => has(code)) ?? [];
      operands.forEach((name) => take(name, () => file.leb()));
      if (code === FLOAT) take('runs', () => file.bytes(8));
      RARE.get(code)?.(file);
      run();
    }
  });
  file.at = wasm.length;
  run();
  texts.code.push(RUN);
  texts.runs.push(0);
  return texts;
}

/** The letter of each byte that has one: the most frequent bytes, and for each lower six bits at least one. */
function alphabet(bytes) {
  const counts = Array(256).fill(0);
  bytes.forEach((byte) => { counts[byte] += 1; });
  const ranked = [...counts.keys()].sort((a, b) => counts[b] - counts[a]);
  const needed = Array.from({ length: LOW_BITS }, (_, low) => ranked.find((byte) => byte % LOW_BITS === low));
  const chosen = [...needed, ...ranked.filter((byte) => !needed.includes(byte))].slice(0, LETTERS.length).sort((a, b) => a - b);
  // Texts stay readable, for the sake of those that stand in the script as well.
  const themselves = chosen.filter((byte) => LETTERS.includes(byte));
  const free = LETTERS.filter((letter) => !themselves.includes(letter));
  const letters = [];
  chosen.forEach((byte) => { letters[byte] = themselves.includes(byte) ? byte : free.shift(); });
  return letters;
}

function times(count, work) {
  for (let at = 0; at < count; at++) work();
}
