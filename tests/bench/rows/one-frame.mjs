// CPU per message when a thousand of them come in one frame, each confirmed by itself.
import { burstCost, heard, openLive } from '../support/live.mjs';
import { times } from '../support/marks.mjs';

const MESSAGES = 1_000;
const KNOWN = 10;
const BURSTS = 12;

export const name = 'one-frame';
export const title = { en: 'One frame of 1,000 messages, each', zh: '一帧 1,000 条消息，每条' };
export const unit = 'us';
export const lines = [{ ours: 'ours', floors: { 'socket.io': 'socketio', raw: 'raw' }, mark: times(1, 'socket.io'), published: '49-69' }];

export async function* measure({ browser, served }) {
  for (const kind of ['raw', 'socketio', 'ours']) {
    const tab = await openLive({ browser, served }, kind, { lists: KNOWN, answersAfter: 0 });
    for (let burst = 0; burst < BURSTS; burst++) {
      const cost = await burstCost(served, tab, { messages: MESSAGES, conversations: KNOWN, perFrame: MESSAGES });
      yield { key: kind, first: burst === 0, value: (cost.messages + cost.write) / MESSAGES };
    }
    await heard(tab, BURSTS * MESSAGES);
    await tab.close();
  }
}
