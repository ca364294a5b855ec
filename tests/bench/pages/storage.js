// Counts what is written to localStorage. It must never change what is written.

const { setItem } = Storage.prototype;
let next;
let waiting;

export const written = { times: 0, characters: 0 };

/** From now on, `saved` waits for a write. */
export const expectSave = () => { next = new Promise((resolve) => { waiting = resolve; }); };
export const saved = () => next;

Storage.prototype.setItem = function counted(key, text) {
  written.times += 1;
  written.characters += text.length;
  if (waiting) setTimeout(waiting);
  waiting = undefined;
  return setItem.call(this, key, text);
};
