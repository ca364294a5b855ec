// Memory after very many conversations and messages, and after as many messages again: JS heap and wasm memory, after
// a garbage collection, without a network. Against plain JS that keeps the same.
import { times } from '../support/marks.mjs';
import { Tab } from '../support/tab.mjs';

const KNOWN = 10_000;
/** So few that each gets more messages than are remembered of one conversation. */
const BUSY = 300;
const MESSAGES = 100_000;
const AT_ONCE = 10_000;

export const name = 'heap';
export const title = { en: 'Heap, 10,000 conversations', zh: '堆内存，10,000 个会话' };
export const unit = 'MB';
export const pages = 1;
export const lines = [
  { of: { en: 'after 100,000 messages', zh: '100,000 条消息之后' }, ours: 'ours warm', floors: { plain: 'plain warm' }, published: 'grows' },
  { of: { en: 'after 200,000 messages', zh: '200,000 条消息之后' }, ours: 'ours later', floors: { 'after 100,000': 'ours warm', plain: 'plain later' }, mark: times(1.02, 'after 100,000'), published: 'grows' },
];

export async function* measure({ browser, served, quick }) {
  for (const kind of ['plain', 'ours']) {
    const tab = await Tab.open(browser, `${served.origin}/inside.html`);
    await tab.evaluate(`inside.make('${kind}', ${KNOWN})`);
    await feed(tab, kind, KNOWN, KNOWN);
    await feed(tab, kind, MESSAGES - KNOWN, BUSY);
    yield { key: `${kind} warm`, value: (await tab.memory()) / 1e6 };
    await feed(tab, kind, quick ? AT_ONCE : MESSAGES, BUSY);
    yield { key: `${kind} later`, value: (await tab.memory()) / 1e6 };
    await tab.close();
  }
}

async function feed(tab, kind, messages, conversations) {
  for (let left = messages; left > 0; left -= AT_ONCE) {
    await tab.evaluate(`inside.prepare(${Math.min(left, AT_ONCE)}, ${conversations}); inside.dispatch('${kind}'); inside.answer('${kind}'); inside.prepare(0)`);
  }
}
