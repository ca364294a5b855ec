// A live message's whole cycle without a network: it comes, is counted, confirmed, told to the page; the confirmation
// is acked and answered; and what changed is written to localStorage, once per so many messages.
import { atMostThere } from '../support/marks.mjs';
import { Tab } from '../support/tab.mjs';

const MESSAGES = 1_000;
const BURSTS = 10;
const KNOWN = [64, 300];
const PUBLISHED = ['57', '123'];

export const name = 'cycle';
export const title = { en: 'Live message cycle', zh: '一条消息的完整周期' };
export const unit = 'us';
export const lines = KNOWN.map((known, at) => ({
  of: { en: `${known} conversations`, zh: `${known} 个会话` },
  ours: `ours ${known}`,
  floors: { plain: `plain ${known}` },
  mark: atMostThere(14, 'us'),
  published: PUBLISHED[at],
}));

export async function* measure({ browser, served }) {
  for (const known of KNOWN) for (const kind of ['plain', 'ours']) {
    const tab = await Tab.open(browser, `${served.origin}/inside.html`);
    await tab.evaluate(`inside.make('${kind}', ${known})`);
    for (let burst = 0; burst < BURSTS; burst++) {
      await tab.evaluate(`inside.prepare(${MESSAGES}, ${known})`);
      const cost = await tab.cost(() => tab.evaluate(`inside.cycle('${kind}')`));
      yield { key: `${kind} ${known}`, first: burst === 0, value: cost / MESSAGES };
    }
    const heard = await tab.evaluate(`inside.heard.${kind}`);
    if (heard !== BURSTS * MESSAGES) throw new Error(`${kind} told the page of ${heard} messages of ${BURSTS * MESSAGES}`);
    await tab.close();
  }
}
