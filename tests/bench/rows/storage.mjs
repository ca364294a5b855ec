// How often localStorage is written while a thousand messages come each second, and when the page is left.
import { heard, openLive } from '../support/live.mjs';
import { atMost } from '../support/marks.mjs';

const KNOWN = 300;
const PER_SECOND = 1_000;

export const name = 'storage';
export const title = { en: 'localStorage under 1,000 messages per second', zh: '每秒 1,000 条消息时的 localStorage' };
export const pages = 1;
export const lines = [
  { of: { en: 'writes per second', zh: '每秒写入次数' }, ours: 'writes per second', mark: atMost(1), published: '1,000' },
  { of: { en: 'writes at pagehide', zh: '离开页面时写入次数' }, ours: 'writes at pagehide', mark: atMost(1) },
  { of: { en: 'written per second', zh: '每秒写入量' }, unit: 'KB', ours: 'KB per second' },
];

export async function* measure({ browser, served, quick }) {
  const messages = PER_SECOND * (quick ? 3 : 8);
  const tab = await openLive({ browser, served }, 'ours', { lists: KNOWN });
  await tab.evaluate('bench.keepCount()');
  const before = await tab.evaluate('({ ...bench.written })');
  const seconds = await served.peer('flow', { messages, conversations: KNOWN, perSecond: PER_SECOND });
  const after = await tab.evaluate('({ ...bench.written })');
  await heard(tab, messages);
  yield { key: 'writes per second', value: (after.times - before.times) / seconds };
  yield { key: 'KB per second', value: (after.characters - before.characters) / 1_000 / seconds };

  await tab.goto(`${served.origin}/blank.html`);
  const { left, unread } = await tab.evaluate(`({
    left: JSON.parse(sessionStorage.getItem('written')),
    unread: Object.keys(localStorage).filter((key) => key.startsWith('conversations-')).flatMap((key) => Object.values(JSON.parse(localStorage.getItem(key))))
      .reduce((sum, conversation) => sum + conversation.unread_msg_count, 0),
  })`);
  if (unread !== messages) throw new Error(`of ${messages} unread messages, storage knows ${unread} after the page was left`);
  yield { key: 'writes at pagehide', value: left.times - after.times };
  await tab.close();
}
