// What a page hands in, as plain data: lists, and objects straight under Object.prototype, of texts, finite numbers,
// booleans and null; and its forms, by reference. Whatever code of the page runs when its values are read (getters,
// toJSON, proxies) runs here, on the page's own stack, before the core is entered. Must never know what a field means.

import { bare, forms, hasOwn, put } from './values.js';

const { getOwnPropertyNames, getPrototypeOf, keys } = Object;
const tagOf = bare.toString;
const isoOf = Date.prototype.toISOString;

const note = (form) => {
  let hasFile = false;
  FormData.prototype.forEach.call(form, ({ size }) => { hasFile = hasFile || size > 0; });
  forms.set(form, hasFile);
  return form;
};

/** Object.prototype, of this window or another. */
const isRoot = (prototype) => !getPrototypeOf(prototype) && hasOwn.call(prototype, 'isPrototypeOf');

/**
 * Walks a value of the page's, as JSON.stringify would, and takes fields of its classes and of prototypes for its own.
 * Answers with `data`, or with what is wrong and where, as `unfit`.
 */
export const plain = (given) => {
  const trail = []; // The keys that lead to where the walk is.
  const above = []; // The objects that it is in.
  let why; // What it cannot take.

  const refuse = (what) => {
    why = what;
    throw why;
  };
  const step = (object, key) => {
    trail.push(key);
    const value = walk(object[key]);
    trail.pop();
    return value;
  };
  const list = (items) => {
    const made = [];
    for (let at = 0; at < items.length; at++) {
      const item = step(items, at);
      made[at] = item === undefined ? null : item;
    }
    return made;
  };
  const object = (fields, tag) => {
    const made = {};
    const add = (key) => {
      const value = step(fields, key);
      if (value !== undefined) put(made, key, value);
    };
    keys(fields).forEach(add);
    let prototype = tag === '[object Object]' && getPrototypeOf(fields);
    for (; prototype && !isRoot(prototype); prototype = getPrototypeOf(prototype)) {
      getOwnPropertyNames(prototype).filter((key) => !hasOwn.call(made, key)).forEach(add);
    }
    return made;
  };
  const walk = (value) => {
    const type = typeof value;
    if (type === 'string' || type === 'boolean' || value === null) return value;
    if (type === 'number') return isFinite(value) ? value : null;
    if (type === 'bigint') refuse('is a BigInt, unknown to JSON');
    if (type !== 'object') return undefined;
    const tag = tagOf.call(value);
    if (tag === '[object FormData]') return note(value);
    if (tag === '[object Date]') return isNaN(value) ? null : isoOf.call(value);
    if (/ (String|Number|Boolean)]/.test(tag)) return walk(value.valueOf());
    if (above.includes(value)) refuse('contains itself');
    above.push(value);
    const { toJSON } = value;
    const own = typeof toJSON === 'function' && toJSON !== bare.toJSON && toJSON !== [].toJSON ? value.toJSON(trail[trail.length - 1]) : value;
    const made = typeof own !== 'object' || !own ? walk(own) : Array.isArray(own) ? list(own) : object(own, tag);
    above.pop();
    return made;
  };

  try {
    return { data: walk(given) };
  } catch (error) {
    why = why || 'cannot be read: its getter or toJSON threw, or it never ends';
    return { unfit: `invalid parameter: ${trail.join('.') || 'the argument'} ${why}` };
  }
};
