// CPU of a live message over a real WebSocket: it comes, the page hears of it, it is confirmed. With few and with very
// many conversations known; what a burst changed is written once.
import { burstCost, heard, openLive } from '../support/live.mjs';
import { times } from '../support/marks.mjs';

const BURSTS = 5;
const KNOWN = [10, 1_000, 10_000, 100_000];
/** Plain JS knows of a conversation what its messages told: the bursts reach so many. */
const PLAIN_KNOWN = KNOWN.filter((known) => known <= 10_000);
const PUBLISHED = ['160', '738', '10,107'];
const FLOORS = [{ kind: 'raw', page: 'raw', known: 10 }, { kind: 'socketio', page: 'socketio', known: 10 }];
const KINDS = [
  ...FLOORS,
  ...PLAIN_KNOWN.map((known) => ({ kind: `plain ${known}`, page: 'plain-live', known })),
  ...KNOWN.map((known) => ({ kind: `ours ${known}`, page: 'ours', known })),
  ...[...FLOORS, { kind: 'ours 10', page: 'ours', known: 10 }].map((each) => ({ ...each, kind: `${each.kind} answered`, answered: true })),
];

export const name = 'cpu-per-message';
export const title = { en: 'CPU per message', zh: '每条消息的 CPU' };
export const unit = 'us';
export const lines = [
  ...KNOWN.map((known, at) => ({
    of: { en: `${known.toLocaleString('en')} conversations`, zh: `${known.toLocaleString('en')} 个会话` },
    ours: `ours ${known}`,
    floors: { raw: 'raw', 'socket.io': 'socketio', ...(PLAIN_KNOWN.includes(known) && { plain: `plain ${known}` }) },
    mark: times(1.3, 'raw'),
    published: PUBLISHED[at],
  })),
  {
    of: { en: '10 conversations, with the answers to the confirmations', zh: '10 个会话，含对确认的应答' },
    ours: 'ours 10 answered',
    floors: { raw: 'raw answered', 'socket.io': 'socketio answered' },
  },
  ...KNOWN.map((known) => ({
    of: { en: `one write, ${known.toLocaleString('en')} conversations`, zh: `写一次存储，${known.toLocaleString('en')} 个会话` },
    unit: 'ms',
    ours: `write ${known}`,
  })),
];

export async function* measure({ browser, served, quick }) {
  const messages = quick ? 500 : 2_000;
  for (const { kind, page, known, answered = false } of KINDS) {
    const tab = await openLive({ browser, served }, page, { lists: known, answersAfter: answered ? 1 : 0 });
    for (let burst = 0; burst < BURSTS; burst++) {
      const cost = await burstCost(served, tab, { messages, conversations: known }, answered);
      const first = burst === 0;
      yield { key: kind, first, value: (cost.messages + cost.write) / messages };
      if (page === 'ours' && !answered) yield { key: `write ${known}`, first, value: cost.write / 1_000 };
    }
    await heard(tab, BURSTS * messages);
    await tab.close();
  }
}
