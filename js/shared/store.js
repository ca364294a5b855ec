// What a tab's client stores: the tab with the connection in the browser's storage, the others in memory, so that no
// two write the same; what is not yet answered goes to the browser's always. Must never know what the texts hold.

const OUTBOX = 'jmessage-outbox-';

export class Store {
  /** `writes` says whether this tab may write. */
  constructor(writes) {
    this.writes = writes;
    this.texts = new Map(); // The last of each key.
  }

  getItem(key) {
    return this.texts.has(key) && !this.writes() ? this.texts.get(key) : localStorage.getItem(key);
  }
  setItem(key, text) {
    if (key.startsWith(OUTBOX)) return localStorage.setItem(key, text);
    this.texts.set(key, text);
    return this.writes() ? localStorage.setItem(key, text) : undefined;
  }
  removeItem(key) { localStorage.removeItem(key); }

  /** As the tab with the connection has it. */
  fill(texts) { this.texts = new Map(texts); }
  /** The browser's storage is newer. */
  forget() { this.texts.clear(); }
  /** What was in memory only, and whose writer is gone. */
  flush() {
    try {
      this.texts.forEach((text, key) => localStorage.setItem(key, text));
    } catch (error) {
      // It is full: the next change is tried as any is.
    }
  }
}
