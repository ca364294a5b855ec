// CPU of a live message over a real WebSocket in Rust: the typed client against what an app would write by hand with
// web-sys and serde, and against the JavaScript SDK.
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
