// A live message's whole cycle without a network: it comes, is counted, confirmed, told to the page; the confirmation
// is acked and answered; and what changed is written to localStorage, once per so many messages.
import { Tab } from '../support/tab.mjs';

const MESSAGES = 1_000;
const BURSTS = 4;

export const name = 'cycle';

export async function* measure({ browser, served }) {
  for (const known of [64, 300]) for (const kind of ['plain', 'ours']) {
    const tab = await Tab.open(browser, `${served.origin}/inside.html`);
    await tab.evaluate(`inside.make('${kind}', ${known})`);
    for (let burst = 0; burst < BURSTS; burst++) {
      await tab.evaluate(`inside.prepare(${MESSAGES}, ${known})`);
      const cost = await tab.cost(() => tab.evaluate(`inside.cycle('${kind}')`));
      yield { key: `${kind} ${known}`, first: burst === 0, value: cost / MESSAGES };
    }
    await tab.close();
  }
}
