// What the live pages have in common: each is a client that counts the messages it got, and knows when it got a mark.
// It must never do a client's work.

export const address = `ws://${location.host}`;

let marked;

/** Makes `window.bench` of a client's functions. */
export const bench = (client) => {
  window.bench = {
    messages: 0,
    expectMark: () => { window.bench.mark = new Promise((resolve) => { marked = resolve; }); },
    ...client,
  };
};

export const onMark = () => marked();
