// What was heard and not yet looked at, by channel. Waiting is always for something to be heard, never for a time:
// the time limit only ends a test that would wait for ever.
import { isDeepStrictEqual } from 'node:util';

const PATIENCE_MS = 30_000;

export class Inbox {
  #heard = [];
  #waiting = new Set();
  #owner;

  constructor(owner) {
    this.#owner = owner;
  }

  add(channel, what) {
    this.#heard.push({ channel, what });
    for (const look of this.#waiting) look();
  }

  /** The first thing heard on the channel that is as wanted; it is taken out. */
  take(channel, wanted) {
    return new Promise((resolve, reject) => {
      const end = (settle, value) => {
        clearTimeout(limit);
        this.#waiting.delete(look);
        settle(value);
      };
      const look = () => {
        const at = this.#heard.findIndex((item) => item.channel === channel && matches(item.what, wanted));
        if (at >= 0) end(resolve, this.#heard.splice(at, 1)[0].what);
      };
      const limit = setTimeout(() => end(reject, new Error(this.#complaint(channel, wanted))), PATIENCE_MS);
      this.#waiting.add(look);
      look();
    });
  }

  /** All that was heard on the channel and not taken. */
  left(channel) {
    return this.#heard.filter((item) => item.channel === channel).map((item) => item.what);
  }

  #complaint(channel, wanted) {
    const heard = this.left(channel).map((what) => `\n  ${JSON.stringify(what)}`);
    return `${this.#owner} never heard ${channel} ${JSON.stringify(wanted)}, only:${heard.join('') || ' nothing'}`;
  }
}

/** Whether a value has everything that is wanted: objects may have more, lists may not. */
export function matches(actual, wanted) {
  if (typeof wanted === 'function') return wanted(actual);
  if (typeof wanted !== 'object' || wanted === null) return isDeepStrictEqual(actual, wanted);
  if (typeof actual !== 'object' || actual === null || Array.isArray(actual) !== Array.isArray(wanted)) return false;
  if (Array.isArray(wanted) && actual.length !== wanted.length) return false;
  return Object.keys(wanted).every((key) => matches(actual[key], wanted[key]));
}
