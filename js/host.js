// Payloads for the core: JS values, read and written by the numbers of words. Generic: knows no word's meaning.
// Nothing here throws, whatever the page or the network handed in.

let words = [];
let numbers = new Map();

export const learn = (all) => {
  if (words.length) return;
  // As keys of an object the texts become the engine's own interned strings: lookups by them are by identity.
  words = Object.keys(Object.fromEntries(all.split(' ').map((word) => ['_' + word, 0]))).map((key) => key.slice(1));
  numbers = new Map(words.map((word, number) => [word, number]));
};
export const word = (number) => words[number];
export const wordOf = (text) => numbers.get(text) ?? -1;

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
export const kind = safely((value) => {
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

export const hex = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
export const unit = (text, at) => (typeof text === 'string' && at < text.length ? text.charCodeAt(at) : -1);
export const head = (text) => {
  let packed = 0;
  for (let at = 3; at >= 0; at--) {
    const code = unit(text, at);
    packed = packed * 256 + (code > 0 && code < 128 ? code : 0);
  }
  return packed;
};
export const text = (value) => (typeof value === 'string' ? value : typeof value === 'number' ? '' + value : '');
export const concat = (a, b) => text(a) + text(b);
export const same = (a, b) => a === b;
export const isBlank = (value) => typeof value !== 'string' || value.trim() === '';

export const get = (value, word) => {
  try {
    return isObject(value) ? value[words[word]] : undefined;
  } catch (error) {
    return undefined; // A getter of the page's.
  }
};
export const number = (value, word) => {
  const field = get(value, word);
  return typeof field === 'number' ? field : NaN;
};
export const has = (value, word) => get(value, word) !== undefined;
export const isTrue = (value, word) => get(value, word) === true;
export const set = (value, word, field) => {
  if (isObject(value)) value[words[word]] = field;
};
export const setWord = (value, word, text) => set(value, word, words[text]);
export const takeOver = (value, name, from, word) => {
  const field = get(from, word);
  if (field !== undefined) set(value, name, field);
};
export const remove = (value, word) => {
  if (isObject(value)) delete value[words[word]];
};

export const object = () => ({});
export const list = () => [];
export const len = safely((value) => (Array.isArray(value) ? value.length : 0), 0);
export const at = safely((value, index) => (Array.isArray(value) ? value[index] : undefined));
export const push = (value, item) => {
  if (Array.isArray(value)) value.push(item);
};
export const union = (a, b) => {
  try {
    return [...new Set([...a, ...b])];
  } catch (error) {
    return [];
  }
};
export const copy = (value) => {
  try {
    return { ...value };
  } catch (error) {
    return {};
  }
};

export const parse = (text, from) => {
  try {
    return JSON.parse(from ? text.slice(from) : text);
  } catch (error) {
    return undefined;
  }
};
export const tail = (text, from) => text.slice(from);
export const eventText = (prefix, name, data, rid) => {
  try {
    return words[prefix] + JSON.stringify([words[name], { ...data, rid }]);
  } catch (error) {
    return undefined;
  }
};
export const base64 = (text) => btoa(String.fromCharCode(...new TextEncoder().encode(text)));

// A large object as JSON: per key the member's own text, or, until it is first written, its value in a box.
export const members = (json) => ({ json, byKey: undefined });
const opened = (members) => {
  if (!members.byKey) {
    const parsed = parse(members.json, 0);
    members.byKey = new Map(kind(parsed) === 5 ? Object.entries(parsed).map(([key, value]) => [key, { value }]) : []);
    members.json = undefined;
  }
  return members.byKey;
};
export const member = (members, key) => {
  const found = opened(members).get(key);
  return found && found.value;
};
const memberText = (key, value) => JSON.stringify(key) + ':' + JSON.stringify(value);
export const setMember = (members, key, value) => {
  opened(members).set(key, memberText(key, value));
};
export const membersJson = (members) => {
  const byKey = opened(members);
  byKey.forEach((value, key) => {
    if (typeof value !== 'string') byKey.set(key, memberText(key, value.value));
  });
  return '{' + Array.from(byKey.values()).join(',') + '}';
};

export const keys = () => new Map();
export const position = (keys, key) => keys.get(key) ?? -1;
export const place = (keys, key, position) => {
  keys.set(key, position);
};

// What localStorage would not take, being full, blocked, or not there, is kept in a Map.
export const readText = (kept, key) => {
  try {
    return kept.has(key) ? kept.get(key) : globalThis.localStorage.getItem(key);
  } catch (error) {
    return undefined;
  }
};
export const writeText = (kept, key, text) => {
  try {
    globalThis.localStorage.setItem(key, text);
    kept.delete(key);
  } catch (error) {
    kept.set(key, text);
  }
};
