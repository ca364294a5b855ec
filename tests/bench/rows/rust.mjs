// CPU of a live message over a real WebSocket in Rust: the typed client against what an app would write by hand with
// web-sys and serde, and against the JavaScript SDK. By hand is no stub: an event is told by its name, its messages are read
// by serde into the fields that a chat shows, each is confirmed as the protocol demands, and the page is called. Nor is it
// more: no counts, no storage, no repeats, no stream, and what is not named is skipped, where the typed client keeps it. Both
// are built alike, and call the page once a frame; the answers to the confirmations come behind what is measured.
import { burstCost, heard, openLive } from '../support/live.mjs';
import { times } from '../support/marks.mjs';

const BURSTS = 5;
const KNOWN = [10, 1_000];
const KINDS = [
  { kind: 'by hand', page: 'rust-by-hand', known: 10 },
  ...KNOWN.flatMap((known) => [
    { kind: `typed ${known}`, page: 'rust-typed', known },
    { kind: `JS SDK ${known}`, page: 'ours', known },
  ]),
];

export const name = 'rust';
export const title = { en: 'Rust client, CPU per message', zh: 'Rust 客户端，每条消息的 CPU' };
export const unit = 'us';
export const lines = KNOWN.map((known) => ({
  of: { en: `${known.toLocaleString('en')} conversations`, zh: `${known.toLocaleString('en')} 个会话` },
  ours: `typed ${known}`,
  floors: { 'by hand': 'by hand', 'JS SDK': `JS SDK ${known}` },
  mark: times(1.5, 'by hand'),
}));

export async function* measure({ browser, served, quick }) {
  const messages = quick ? 500 : 2_000;
  for (const { kind, page, known } of KINDS) {
    const tab = await openLive({ browser, served }, page, { lists: known, answersAfter: 0 });
    for (let burst = 0; burst < BURSTS; burst++) {
      const cost = await burstCost(served, tab, { messages, conversations: known });
      yield { key: kind, first: burst === 0, value: (cost.messages + cost.write) / messages };
    }
    await heard(tab, BURSTS * messages);
    await tab.close();
  }
}
