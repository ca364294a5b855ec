// Counts what is written to localStorage, and has it written. It must never change what is written.

const { setItem } = Storage.prototype;

export const written = { times: 0, characters: 0 };

Storage.prototype.setItem = function counted(key, text) {
  written.times += 1;
  written.characters += text.length;
  return setItem.call(this, key, text);
};

/** Has clients write what they have not yet written: they take it for the page's end. */
export const save = () => { dispatchEvent(new Event('pagehide')); };

/** Has the count outlive the page. Called after the client is made, it sees what that writes at the end. */
export const keepCount = () => {
  addEventListener('pagehide', () => setItem.call(sessionStorage, 'written', JSON.stringify(written)));
};
