// CPU of a message that the page sends, its ack and its reply, with a thousand in flight: none is answered before all
// were sent.
import { openLive } from '../support/live.mjs';
import { atMostThere } from '../support/marks.mjs';

const IN_FLIGHT = 1_000;
const ROUNDS = 4;

export const name = 'send';
export const title = { en: 'Send, ack and reply, 1,000 in flight', zh: '发送、确认与应答，1,000 个在途' };
export const unit = 'us';
export const lines = [{ ours: 'ours', floors: { raw: 'raw', 'socket.io': 'socketio' }, mark: atMostThere(80, 'us'), published: '89-106' }];

export async function* measure({ browser, served }) {
  for (const kind of ['raw', 'socketio', 'ours']) {
    const tab = await openLive({ browser, served }, kind, { answersAfter: IN_FLIGHT });
    for (let round = 0; round < ROUNDS; round++) {
      const cost = await tab.cost(() => tab.evaluate(`bench.send(${IN_FLIGHT})`));
      yield { key: kind, first: round === 0, value: cost / IN_FLIGHT };
    }
    await tab.close();
  }
}
