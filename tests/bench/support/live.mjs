// Pages on a real WebSocket: opened, given messages, and looked at for having got them all.
// It must never know which client a page holds.
import { Tab } from './tab.mjs';

/** A page that is connected, and has nothing left to write. */
export async function openLive({ browser, served }, page, behaviour = {}) {
  const tab = await Tab.open(browser, `${served.origin}/${page}.html`);
  await served.peer('behave', behaviour);
  await tab.evaluate('bench.connect()');
  await tab.evaluate('bench.save?.()');
  return tab;
}

/**
 * CPU of a burst of messages, and of writing what they changed, in microseconds. The answers to their confirmations are
 * read within the measured span only if the peer gives them at once.
 */
export async function burstCost(served, tab, burst, answeredAtOnce = false) {
  await tab.evaluate('bench.expectMark()');
  const messages = await tab.cost(async () => {
    await served.peer('burst', burst);
    if (answeredAtOnce) await marked(served, tab);
  });
  const write = await tab.cost(() => tab.evaluate('bench.save?.()'));
  if (!answeredAtOnce) {
    await served.peer('answer');
    await marked(served, tab);
  }
  return { messages, write };
}

export async function heard(tab, expected) {
  const messages = await tab.evaluate('bench.messages');
  if (messages !== expected) throw new Error(`the page heard ${messages} messages of ${expected}`);
}

async function marked(served, tab) {
  await served.peer('mark');
  await tab.evaluate('bench.mark');
}
