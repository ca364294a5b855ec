// The SDK's own work for one live message: a frame is handed to its socket's listener, without a network. Against
// plain JS that does the same.
import { times } from '../support/marks.mjs';
import { Tab } from '../support/tab.mjs';

const KNOWN = 64;
const MESSAGES = 2_000;
const BURSTS = 6;
const KINDS = ['plain', 'ours'];

export const name = 'dispatch';
export const title = { en: 'Dispatch of one msg_sync', zh: '分发一条 msg_sync' };
export const unit = 'us';
export const lines = [{ ours: 'ours', floors: { plain: 'plain' }, mark: times(1.6, 'plain') }];

export async function* measure({ browser, served }) {
  const tab = await Tab.open(browser, `${served.origin}/inside.html`);
  for (const kind of KINDS) await tab.evaluate(`inside.make('${kind}', ${KNOWN})`);
  for (let burst = 0; burst < BURSTS; burst++) {
    await tab.evaluate(`inside.prepare(${MESSAGES}, ${KNOWN})`);
    for (const kind of KINDS) {
      const cost = await tab.cost(() => tab.evaluate(`inside.dispatch('${kind}')`));
      const confirmed = await tab.evaluate(`inside.answer('${kind}')`);
      if (confirmed !== MESSAGES) throw new Error(`${kind} confirmed ${confirmed} of ${MESSAGES}`);
      yield { key: kind, first: burst === 0, value: cost / MESSAGES };
    }
  }
  await tab.close();
}
