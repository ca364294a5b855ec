// After a long absence: ten thousand messages in a thousand conversations, in one frame, without a network. Against
// plain JS that does the same.
import { times } from '../support/marks.mjs';
import { Tab } from '../support/tab.mjs';

const KNOWN = 1_000;
const EACH = 10;
const ROUNDS = 4;
const KINDS = ['plain', 'ours'];

export const name = 'sync';
export const title = { en: 'Sync of 10,000 messages in 1,000 conversations, one 4 MB frame', zh: '一帧 4 MB 同步 1,000 个会话的 10,000 条消息' };
export const unit = 'ms';
export const lines = [{ ours: 'ours', floors: { plain: 'plain' }, mark: times(1.25, 'plain'), published: '47' }];

export async function* measure({ browser, served }) {
  const tab = await Tab.open(browser, `${served.origin}/inside.html`);
  for (const kind of KINDS) await tab.evaluate(`inside.make('${kind}', 0)`);
  for (let round = 0; round < ROUNDS; round++) {
    await tab.evaluate(`inside.prepareMissed(${round}, ${KNOWN}, ${EACH})`);
    for (const kind of KINDS) {
      const cost = await tab.cost(() => tab.evaluate(`inside.dispatch('${kind}')`));
      await tab.evaluate(`inside.answer('${kind}')`);
      yield { key: kind, first: round === 0, value: cost / 1_000 };
    }
  }
  for (const kind of KINDS) {
    const heard = await tab.evaluate(`inside.heard.${kind}`);
    if (heard !== ROUNDS * KNOWN * EACH) throw new Error(`${kind} told the page of ${heard} messages of ${ROUNDS * KNOWN * EACH}`);
  }
  await tab.close();
}
