// CPU of a live message over a real WebSocket: it comes, the page hears of it, it is confirmed. With few and with very
// many conversations known.
import { Tab } from '../support/tab.mjs';

const BURSTS = 3;
const KINDS = [
  { name: 'raw', page: 'raw', known: 10 },
  { name: 'socketio', page: 'socketio', known: 10 },
  ...[10, 1_000, 10_000, 100_000].map((known) => ({ name: `ours ${known}`, page: 'ours', known })),
];

export const name = 'cpu-per-message';

export async function* measure({ browser, served, quick }) {
  const messages = quick ? 500 : 2_000;
  for (const answersAtOnce of [false, true]) for (const kind of KINDS) yield* measureKind({ browser, served, messages, answersAtOnce }, kind);
}

async function* measureKind({ browser, served, messages, answersAtOnce }, { name: kind, page, known }) {
  const tab = await Tab.open(browser, `${served.origin}/${page}.html`);
  await served.peer('behave', { lists: known, answersAtOnce });
  await tab.evaluate('bench.connect()');
  if (page === 'ours') await settle(tab);
  for (let burst = 0; burst < BURSTS; burst++) {
    await tab.evaluate('bench.expectMark(); bench.expectSave?.()');
    const cost = await tab.cost(async () => {
      await served.peer('burst', { messages, conversations: known });
      if (answersAtOnce) await marked(tab, served);
      await tab.evaluate('bench.saved?.()');
    });
    if (!answersAtOnce) {
      await served.peer('answer');
      await marked(tab, served);
    }
    yield { key: `${kind}${answersAtOnce ? ' answered' : ''}`, first: burst === 0, value: cost / messages };
  }
  const heard = await tab.evaluate('bench.messages');
  if (heard !== messages * BURSTS) throw new Error(`${kind}: the page heard ${heard} messages of ${messages * BURSTS}`);
  await tab.close();
}

async function marked(tab, served) {
  await served.peer('mark');
  await tab.evaluate('bench.mark');
}

/** What came before the messages was written. */
async function settle(tab) {
  await tab.evaluate('bench.written.times ? undefined : (bench.expectSave(), bench.saved())');
}
