// What a core's file is made of, one instruction after the other, for pack.mjs. Must never know how any of it is spelled.
import { Reader, sections } from './sections.mjs';

const CODE_SECTION = 10;
const END = 0x0b;
const FIRST_STORE = 0x36;
const NO_TYPE = 0x40;
const FAR = 2 ** 31;

const between = (first, last) => (code) => code >= first && code <= last;
const among = (...codes) => (code) => codes.includes(code);

// How what stands behind an instruction's code is read: [kind of operand, the operand's numbers, the text that they go to]. Nothing,
// if it is too rare to be more than bytes.
const OPERANDS = [
  [among(0x0c, 0x0d), (file) => ['l', [file.leb()], 'labels']],
  [between(0x20, 0x22), (file, variables) => ['v', [variables.rank(file.leb())], 'variables']],
  [among(0x10, 0x23, 0x24), (file) => ['n', [file.leb()], 'code']],
  [among(0x41, 0x42), (file) => signed(file.signed())],
  [between(0x02, 0x04), (file) => typed(file.bytes(1))],
  [between(0x28, 0x3e), (file, _, code) => inMemory(code, file.leb(), file.leb())],
  [among(0x44), (file) => ['x8', file.bytes(8), 'bytes']], // f64.const
  [among(0x0e), (file) => times(file.leb() + 1, () => file.leb())], // br_table
  [among(0x11), (file) => times(2, () => file.leb())], // call_indirect
  [among(0x3f, 0x40), (file) => times(1, () => file.byte())], // memory.size and memory.grow
  [among(0xfc), (file) => times({ 10: 2, 11: 1 }[file.leb()] ?? 0, () => file.leb())], // memory.copy, memory.fill, conversions
  [() => true, () => ['']],
];

function signed(value) {
  if (value >= -FAR && value < FAR) return value < 0 ? ['m', [-1 - value], 'code'] : ['p', [value], 'code'];
}

function typed(type) { return type[0] === NO_TYPE ? ['b'] : ['x1', type, 'bytes']; }

function inMemory(code, alignment, offset) {
  const units = offset / 2 ** alignment;
  if (Number.isInteger(units)) return [alignment, [units], code < FIRST_STORE ? 'loads' : 'stores'];
}

/**
 * {head, functions, tail}: the bytes before the first function and behind the last, and of each function its variables as
 * [how many, type] and its instructions as {name, operand, text, bytes}. The name is the code and the kind of the operand
 * ('20.v'), and missing where only the bytes say what it is.
 */
export function instructionsOf(wasm) {
  const file = new Reader(wasm, sections(wasm).find(({ id }) => id === CODE_SECTION).start);
  const count = file.leb();
  const head = wasm.subarray(0, file.at);
  const functions = Array.from({ length: count }, () => {
    const end = file.leb() + file.at;
    const variables = Array.from({ length: file.leb() }, () => [file.leb(), file.byte()]);
    const instructions = [];
    const recent = new Recent();
    while (file.at < end) instructions.push(instruction(file, recent, end));
    return { variables, instructions };
  });
  return { head, functions, tail: file.rest() };
}

function instruction(file, recent, end) {
  const from = file.at;
  const code = file.byte();
  const [, read] = OPERANDS.find(([has]) => has(code));
  const [kind, operand, text] = read(file, recent, code) ?? [];
  const name = kind === undefined ? undefined : `${code.toString(16).padStart(2, '0')}.${code === END && file.at === end ? 'e' : kind}`;
  return { name, operand, text, bytes: file.buffer.subarray(from, file.at) };
}

/** Which variable, by how long ago it was used: those in use have small numbers. */
class Recent {
  list = [];

  rank(variable) {
    while (this.list.length <= variable) this.list.push(this.list.length);
    const rank = this.list.indexOf(variable);
    this.list.splice(rank, 1);
    this.list.splice(Math.floor(rank / 4), 0, variable);
    return rank;
  }
}

function times(count, work) {
  for (let at = 0; at < count; at++) work();
}
