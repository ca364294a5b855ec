// Payloads for the core: JS values, held here and known to it by id; read and written by the numbers of words. They are
// plain data (js/plain.js, or JSON.parse): no code of the page's runs in here. Generic: knows no word's meaning.

// What the core and the shim call by number: written from the core's own lists, and src/shim.rs checks it. (No file
// of its own: the little server of wasm-pack's browser tests stalls when a page asks for many at once.)
export const ENTRY_CALL = 0, ENTRY_PERMITS = 1, ENTRY_WATCH = 2, ENTRY_ABORT = 3, ENTRY_CLOSE = 4, ENTRY_FRAME = 5, ENTRY_CLOSED = 6, ENTRY_TIME = 7, ENTRY_LEAVING = 8, ENTRY_PROGRESSED = 9, ENTRY_UPLOADED = 10, ENTRY_AUTHORISED = 11, ENTRY_WAITING = 12, ENTRY_DISCARD = 13, ENTRY_WAKE = 14, ENTRY_OFFLINE = 15, ENTRY_STORED = 16;
export const OUTCOME_SUCCESS = 0, OUTCOME_FAIL = 1, OUTCOME_TIMEOUT = 2, OUTCOME_ACK = 3;
export const KIND_MISSING = 0, KIND_BOOL = 1, KIND_NUMBER = 2, KIND_TEXT = 3, KIND_LIST = 4, KIND_OBJECT = 5, KIND_FILE = 6, KIND_EMPTY_FORM = 7;
export const GUARD_NOTHING = 0, GUARD_INIT = 1, GUARD_LOGIN = 2;
export const MARK_ANYTIME = '+', MARK_AFTER_INIT = '!', MARK_AFTER_LOGIN = '=', MARK_FLAG = '.', MARK_WAITS = '-', MARK_COUNT = '#', MARK_ACTS = '?', MARK_LISTENER = '@';

/** An object with nothing of its own: what it has, a page gave to all objects. */
export const bare = {};
export const hasOwn = bare.hasOwnProperty;
const { defineProperty, getPrototypeOf } = Object;

/** Sets a field, whatever a page has put under its name in all objects. */
export const put = (object, key, value) => {
  if (key in bare) defineProperty(object, key, { value, writable: true, enumerable: true, configurable: true });
  else object[key] = value;
};

/** The page's forms that were handed in, each with whether it has a file that is not empty. */
export const forms = new WeakMap();

/** The id of `undefined`. No id is 0, which the core takes for granted. */
const UNDEFINED = 1;
const FIRST = 2;
// What was given out is forgotten together, once the core has handled its input.
const given = [];
let next = FIRST;
// What the core keeps has a negative id.
const kept = [];
const free = [];

/** How many given values are worth keeping room for. */
const ROOM = 1024;
let inputs = 0;

const isList = Array.isArray;
const isObject = (value) => typeof value === 'object' && value !== null;

// What the core keeps is its own: a copy goes in, or what nobody else has, and copies come out. What is no plain data (a
// form, the page, what this file makes for the core) goes by reference.
const isPlain = (value) => isObject(value) && getPrototypeOf(value) === Object.prototype;
const fieldsOf = (value, one) => {
  const copy = {};
  if (isPlain(value)) for (const key of Object.keys(value)) put(copy, key, one(value[key]));
  return copy;
};
const clone = (value) => (isList(value) ? value.map(clone) : isPlain(value) ? fieldsOf(value, clone) : value);

let memory;
/** Where the core's texts lie. */
export const attach = (given) => { memory = given; };

/** The value of an id. */
export const value = (id) => (id < 0 ? kept[~id] : given[id]);
/** The id of a value: good until everything is forgotten. */
export const give = (value) => {
  if (value === undefined) return UNDEFINED;
  given[next] = value;
  return next++;
};
/** A text of the core's, by the place of its UTF-8. */
export const giveText = (at, length) => give(decodeURIComponent(escape(String.fromCharCode(...new Uint8Array(memory.buffer, at, length)))));
export const flag = (number) => give(number !== 0);
/** The same for what was found in the value of another id. */
const giveFrom = (id, value) => give(id < 0 ? clone(value) : value);
export const again = (id) => giveFrom(id, value(id));
export const forget = () => {
  if (next > ROOM) given.length = FIRST;
  else given.fill(undefined, FIRST, next);
  next = FIRST;
  inputs += 1;
};
/** How often everything was forgotten: by this a debug build knows an id that outlived its input. */
export const generation = () => inputs;
const stay = (value) => {
  const place = free.length ? free.pop() : kept.length;
  kept[place] = value;
  return ~place;
};
export const keep = (id) => stay(clone(value(id)));
/** What nobody else has. */
export const own = (id) => stay(value(id));
export const release = (id) => {
  kept[~id] = undefined;
  free.push(~id);
};

let words = [];
// By each word its number, complemented: so is `undefined`, to a number that no word has.
let numbers = new Map();

/** The core's words, in the order of their numbers. */
export const learn = (all) => {
  if (words.length) return;
  // As keys of an object the texts become the engine's own interned strings: lookups by them are by identity.
  words = Object.keys(Object.fromEntries(value(all).split(' ').map((word) => ['_' + word, 0]))).map((key) => key.slice(1));
  numbers = new Map(words.map((word, number) => [word, ~number]));
};
export const word = (number) => give(words[number]);
export const wordOf = (text) => ~numbers.get(value(text));

export const kind = (id) => {
  const held = value(id);
  switch (typeof held) {
    case 'boolean': return KIND_BOOL;
    case 'number': return KIND_NUMBER;
    case 'string': return KIND_TEXT;
    case 'object':
      if (held === null) return KIND_MISSING;
      if (isList(held)) return KIND_LIST;
      return forms.has(held) ? (forms.get(held) ? KIND_FILE : KIND_EMPTY_FORM) : KIND_OBJECT;
    default: return KIND_MISSING;
  }
};

const orNaN = (value) => (typeof value === 'number' ? value : NaN);
const stringOf = (value) => (typeof value === 'string' ? value : '');
const textOf = (value) => (typeof value === 'string' ? value : typeof value === 'number' ? '' + value : '');

// One unit per byte. A surrogate without its other half has none of its own.
const utf8Of = (text) => unescape(encodeURIComponent(text.replace(/[\ud800-\udfff]/gu, '\ufffd')));
export const utf8 = (id) => give(utf8Of(stringOf(value(id))));

// MD5 (RFC 1321), for passwords: a sixth of what the core's crate for it weighs, and held to that crate by the scenarios.
const SHIFTS = [7, 12, 17, 22, 5, 9, 14, 20, 4, 11, 16, 23, 6, 10, 15, 21];
const STEPS = [[1, 0], [5, 1], [3, 5], [7, 0]];
const md5Of = (bytes) => {
  const { length } = bytes;
  const words = new Uint32Array(((length + 72) >> 6) * 16);
  for (let at = 0; at < length; at++) words[at >> 2] |= bytes.charCodeAt(at) << (at % 4 * 8);
  words[length >> 2] |= 128 << (length % 4 * 8);
  words[words.length - 2] = length * 8;
  const [first, second] = [0x67452301, 0xefcdab89];
  let state = Uint32Array.of(first, second, ~first, ~second);
  for (let block = 0; block < words.length; block += 16) {
    let [a, b, c, d] = state;
    for (let at = 0; at < 64; at++) {
      const round = at >> 4;
      const [step, start] = STEPS[round];
      const mixed = [(b & c) | (~b & d), (b & d) | (c & ~d), b ^ c ^ d, c ^ (b | ~d)][round];
      const sum = (a + mixed + words[block + (step * at + start) % 16] + Math.floor(Math.abs(Math.sin(at + 1)) * 2 ** 32)) | 0;
      const shift = SHIFTS[round * 4 + at % 4];
      [a, b, c, d] = [d, (b + ((sum << shift) | (sum >>> (32 - shift)))) | 0, b, c];
    }
    state = state.map((word, at) => word + [a, b, c, d][at]);
  }
  return Array.from(new Uint8Array(state.buffer), (byte) => (byte | 256).toString(16).slice(1)).join('');
};
export const md5 = (id) => give(md5Of(utf8Of(textOf(value(id)))));

export const numberOf = (id) => orNaN(value(id));
export const unit = (id, at) => {
  const text = stringOf(value(id));
  return at < text.length ? text.charCodeAt(at) : -1;
};
const ascii = (text, at) => {
  const code = text.charCodeAt(at);
  return code < 128 ? code : 0; // Past the end it is NaN.
};
export const head = (id) => {
  const text = stringOf(value(id));
  return ascii(text, 0) | (ascii(text, 1) << 8) | (ascii(text, 2) << 16) | (ascii(text, 3) << 24);
};
export const text = (id) => give(textOf(value(id)));
export const concat = (a, b) => give(textOf(value(a)) + textOf(value(b)));
export const same = (a, b) => value(a) === value(b);
export const isBlank = (id) => {
  const text = value(id);
  return typeof text !== 'string' || text.trim() === '';
};

// A page may have given fields to all objects: they are none of this one's.
const field = (value, word) => {
  if (!isObject(value)) return undefined;
  const key = words[word];
  const found = value[key];
  return found === undefined || bare[key] === undefined || hasOwn.call(value, key) ? found : undefined;
};
const setField = (value, word, field) => {
  if (isObject(value)) put(value, words[word], field);
};
export const get = (id, word) => giveFrom(id, field(value(id), word));
export const number = (id, word) => orNaN(field(value(id), word));
export const has = (id, word) => field(value(id), word) !== undefined;
export const isTrue = (id, word) => field(value(id), word) === true;
export const set = (id, word, field) => setField(value(id), word, value(field));
export const setPlain = (id, word, plain) => setField(value(id), word, plain);
export const setWord = (id, word, text) => setField(value(id), word, words[text]);
const copyField = (to, name, from, word) => {
  const taken = field(from, word);
  if (taken !== undefined) setField(to, name, taken);
};
export const takeOver = (id, name, from, word) => copyField(value(id), name, value(from), word);
/** Four words in one number. */
export const pick = (id, words) => {
  const [picked, from] = [{}, value(id)];
  for (let at = 24; at >= 0; at -= 8) copyField(picked, (words >> at) & 255, from, (words >> at) & 255);
  return give(picked);
};
export const remove = (id, word) => {
  if (isObject(value(id))) delete value(id)[words[word]];
};

export const object = () => give({});
export const list = () => give([]);
export const len = (id) => (isList(value(id)) ? value(id).length : 0);
export const at = (id, index) => (isList(value(id)) ? giveFrom(id, value(id)[index]) : UNDEFINED);
export const push = (id, item) => {
  const list = value(id);
  if (isList(list)) list[list.length] = value(item);
};
export const takeOut = (id, index) => { value(id).splice(index, 1); };
export const union = (a, b) => give([...new Set([].concat(value(a), value(b)))]);
export const copy = (id) => giveFrom(id, fieldsOf(value(id), (field) => field));

const parsed = (text, from, change) => {
  try {
    return JSON.parse(from ? text.slice(from) : text, change);
  } catch (error) {
    return undefined;
  }
};
/** What is under a word from `secrets` on is masked, unless that is 0. */
export const parse = (text, from, secrets) =>
  give(parsed(value(text), from, secrets && ((key, found) => (key && ~numbers.get(key) >= secrets ? '***' : found))));
export const slice = (text, from, to) => give(stringOf(value(text)).slice(from, to));
// A page that gave all lists or objects a toJSON did not mean these.
const json = (value) => {
  if (!isObject(value) || ![].toJSON) return JSON.stringify(value);
  if (isList(value)) return `[${value.map(json)}]`;
  return `{${Object.keys(value).filter((key) => value[key] !== undefined).map((key) => memberText(key, value[key]))}}`;
};
export const eventText = (prefix, name, id, rid) => {
  const fields = (json(value(id)) || '').slice(1, -1);
  return give(`${words[prefix]}["${words[name]}",{${fields}${fields && ','}"rid":${rid}}]`);
};
export const base64 = (id) => give(btoa(utf8Of(stringOf(value(id)))));

// A large object as JSON: per key the member's own text, or, until it is first written, its value in a box.
class Members {
  constructor(json) { this.json = json; }

  get opened() {
    if (!this.byKey) {
      const all = parsed(this.json, 0);
      this.byKey = new Map(isObject(all) && !isList(all) ? Object.keys(all).map((key) => [key, { value: all[key] }]) : []);
      this.json = undefined;
    }
    return this.byKey;
  }
}
const opened = (id) => value(id).opened;
export const members = (json) => give(new Members(value(json)));
export const member = (members, key) => {
  const found = opened(members).get(value(key));
  return typeof found === 'string' ? give(parsed(`{${found}}`, 0)[value(key)]) : give(found && found.value);
};
const memberText = (key, value) => `${JSON.stringify(key)}:${json(value)}`;
export const setMember = (members, key, member) => {
  opened(members).set(value(key), memberText(value(key), value(member)));
};
export const membersJson = (members) => {
  const byKey = opened(members);
  const texts = [];
  byKey.forEach((value, key) => {
    const text = typeof value === 'string' ? value : memberText(key, value.value);
    byKey.set(key, text);
    texts.push(text);
  });
  return give(`{${texts}}`);
};

export const keys = () => give(new Map());
export const position = (keys, key) => ~value(keys).get(value(key));
export const place = (keys, key, position) => {
  value(keys).set(value(key), ~position); // As words have their numbers.
};
// By its id, which nearly always tells it from all others; else by the whole. A conversation's key is one text for all of
// its messages.
export const note = (keys, older, id, conversation, made, writer) => {
  const [noted, past, key, more] = [value(keys), value(older), value(id), textOf(value(made)) + textOf(value(writer))];
  const rest = more ? `${value(conversation)}\n${more}` : value(conversation);
  const found = noted.get(key);
  if (found === undefined && !past.has(key)) {
    noted.set(key, rest);
    return true;
  }
  const whole = memberText(key, rest); // No number is a text.
  if (found === rest || past.get(key) === rest || noted.has(whole) || past.has(whole)) return false;
  noted.set(whole, rest);
  return true;
};
