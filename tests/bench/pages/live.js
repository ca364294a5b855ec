// What the live pages have in common: each is a client that counts the messages it got and the answers to those it
// sent, and knows when it got a mark. It must never do a client's work.

export const address = `ws://${location.host}`;

let marked;
let allAnswered;

/** Makes `window.bench` of a client's functions; `sendOne` sends the nth message. */
export const bench = ({ sendOne, ...client }) => {
  window.bench = {
    messages: 0,
    sent: 0,
    unanswered: 0,
    expectMark: () => { window.bench.mark = new Promise((resolve) => { marked = resolve; }); },
    /** Sends so many messages at once; resolves when all are answered. */
    send(count) {
      const { bench: own } = window;
      own.unanswered = count;
      for (let nth = 0; nth < count; nth++) sendOne((own.sent += 1));
      return new Promise((resolve) => { allAnswered = resolve; });
    },
    ...client,
  };
};

export const onMark = () => marked();

export const onAnswer = () => {
  window.bench.unanswered -= 1;
  if (!window.bench.unanswered) allAnswered();
};
