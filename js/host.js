// Payloads for the core: JS values, held here and known to it by number; read and written by the numbers of words.
// Generic: knows no word's meaning. Nothing here throws, whatever the page or the network handed in.

// What was given out is forgotten together, once the core has handled its input; 0 is `undefined`.
const given = [undefined];
let next = 1;
// What the core keeps has a negative number.
const kept = [];
const free = [];

/** How many given values are worth keeping room for. */
const ROOM = 1024;

/** The value of a number. */
export const value = (number) => (number < 0 ? kept[~number] : given[number]);
/** The number of a value: good until everything is forgotten. */
export const give = (value) => {
  if (value === undefined) return 0;
  given[next] = value;
  return next++;
};
export const again = (number) => give(value(number));
export const forget = () => {
  if (next > ROOM) given.length = 1;
  else given.fill(undefined, 1, next);
  next = 1;
};
export const keep = (number) => {
  if (!number) return 0;
  const place = free.length ? free.pop() : kept.length;
  kept[place] = value(number);
  return ~place;
};
export const release = (number) => {
  if (!number) return;
  kept[~number] = undefined;
  free.push(~number);
};

let words = [];
let numbers = new Map();

export const learn = (all) => {
  if (words.length) return;
  // As keys of an object the texts become the engine's own interned strings: lookups by them are by identity.
  words = Object.keys(Object.fromEntries(all.split(' ').map((word) => ['_' + word, 0]))).map((key) => key.slice(1));
  numbers = new Map(words.map((word, number) => [word, number]));
};
export const word = (number) => give(words[number]);
export const wordOf = (text) => numbers.get(value(text)) ?? -1;

const isObject = (value) => typeof value === 'object' && value !== null;

// A Proxy of the page's may throw wherever it is looked at.
const safely = (read, otherwise) => (a, b) => {
  try {
    return read(a, b);
  } catch (error) {
    return otherwise;
  }
};

const formKind = (form) => {
  for (const [, file] of form) if (typeof file === 'object' && file.size > 0) return 6;
  return 7;
};
const kindOf = safely((value) => {
  switch (typeof value) {
    case 'undefined': return 0;
    case 'boolean': return 1;
    case 'number': return value === value ? 2 : 8;
    case 'string': return 3;
    case 'object':
      if (value === null) return 0;
      if (Array.isArray(value)) return 4;
      return typeof FormData === 'function' && value instanceof FormData ? formKind(value) : 5;
    default: return 8;
  }
}, 8);
export const kind = (number) => kindOf(value(number));

const orNaN = (value) => (typeof value === 'number' ? value : NaN);
const stringOf = (value) => (typeof value === 'string' ? value : '');
const textOf = (value) => (typeof value === 'string' ? value : typeof value === 'number' ? '' + value : '');

export const numberOf = (number) => orNaN(value(number));
export const unit = (number, at) => {
  const text = stringOf(value(number));
  return at < text.length ? text.charCodeAt(at) : -1;
};
const ascii = (text, at) => {
  const code = text.charCodeAt(at);
  return code < 128 ? code : 0; // Past the end it is NaN.
};
export const head = (number) => {
  const text = stringOf(value(number));
  return ascii(text, 0) | (ascii(text, 1) << 8) | (ascii(text, 2) << 16) | (ascii(text, 3) << 24);
};
export const text = (number) => give(textOf(value(number)));
export const concat = (a, b) => give(textOf(value(a)) + textOf(value(b)));
export const same = (a, b) => value(a) === value(b);
export const isBlank = (number) => {
  const text = value(number);
  return typeof text !== 'string' || text.trim() === '';
};

const field = (value, word) => {
  try {
    return isObject(value) ? value[words[word]] : undefined;
  } catch (error) {
    return undefined; // A getter of the page's.
  }
};
const setField = (value, word, field) => {
  if (isObject(value)) value[words[word]] = field;
};
export const get = (number, word) => give(field(value(number), word));
export const number = (number, word) => orNaN(field(value(number), word));
export const has = (number, word) => field(value(number), word) !== undefined;
export const isTrue = (number, word) => field(value(number), word) === true;
export const set = (number, word, field) => setField(value(number), word, value(field));
export const setPlain = (number, word, plain) => setField(value(number), word, plain);
export const setWord = (number, word, text) => setField(value(number), word, words[text]);
export const takeOver = (number, name, from, word) => {
  const taken = field(value(from), word);
  if (taken !== undefined) setField(value(number), name, taken);
};
export const remove = (number, word) => {
  if (isObject(value(number))) delete value(number)[words[word]];
};

export const object = () => give({});
export const list = () => give([]);
const lengthOf = safely((list) => (Array.isArray(list) ? list.length : 0), 0);
const itemOf = safely((list, index) => (Array.isArray(list) ? list[index] : undefined));
export const len = (number) => lengthOf(value(number));
export const at = (number, index) => give(itemOf(value(number), index));
export const push = (number, item) => {
  const list = value(number);
  if (Array.isArray(list)) list.push(value(item));
};
export const union = (a, b) => {
  try {
    return give([...new Set([...value(a), ...value(b)])]);
  } catch (error) {
    return list();
  }
};
export const copy = (number) => {
  try {
    return give({ ...value(number) });
  } catch (error) {
    return object();
  }
};

const parsed = (text, from) => {
  try {
    return JSON.parse(from ? text.slice(from) : text);
  } catch (error) {
    return undefined;
  }
};
export const parse = (text, from) => give(parsed(value(text), from));
export const slice = (text, from, to) => give(stringOf(value(text)).slice(from, to));
export const eventText = (prefix, name, data, rid) => {
  try {
    return give(words[prefix] + JSON.stringify([words[name], { ...value(data), rid }]));
  } catch (error) {
    return 0;
  }
};
export const base64 = (text) => give(btoa(String.fromCharCode(...new TextEncoder().encode(value(text)))));

// A large object as JSON: per key the member's own text, or, until it is first written, its value in a box.
export const members = (json) => give({ json: value(json), byKey: undefined });
const opened = (number) => {
  const members = value(number);
  if (!members.byKey) {
    const all = parsed(members.json, 0);
    members.byKey = new Map(kindOf(all) === 5 ? Object.entries(all).map(([key, value]) => [key, { value }]) : []);
    members.json = undefined;
  }
  return members.byKey;
};
export const member = (members, key) => {
  const found = opened(members).get(value(key));
  return found ? give(found.value) : 0;
};
const memberText = (key, value) => JSON.stringify(key) + ':' + JSON.stringify(value);
export const setMember = (members, key, member) => {
  opened(members).set(value(key), memberText(value(key), value(member)));
};
export const membersJson = (members) => {
  const byKey = opened(members);
  byKey.forEach((value, key) => {
    if (typeof value !== 'string') byKey.set(key, memberText(key, value.value));
  });
  return give('{' + Array.from(byKey.values()).join(',') + '}');
};

export const keys = () => give(new Map());
export const position = (keys, key) => value(keys).get(value(key)) ?? -1;
export const place = (keys, key, position) => {
  value(keys).set(value(key), position);
};
