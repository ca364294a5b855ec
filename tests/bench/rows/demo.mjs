// What a message costs the demo (examples/script-tag) from the key press to the confirmed mark, and a frame of scrolling,
// among three chats and among five hundred with 5,000 messages: CPU of the main thread, layout and painting included.
import { startServer } from '../../e2e/support/server.mjs';
import { atMostThere } from '../support/marks.mjs';
import { Tab } from '../support/tab.mjs';

const WARM = 5;
const SENDS = 20;
const FRAMES = 60;
const SIZES = { few: { chats: 3, messages: 10 }, many: { chats: 500, messages: 10 } };
/** Of the one chat that is open. */
const LONG = 5_000;

export const name = 'demo';
export const title = { en: 'The demo, 500 chats and 5,000 messages', zh: '演示页，500 个会话、5,000 条消息' };
export const unit = 'ms';
export const pages = 3;
export const lines = [
  { of: { en: 'a send', zh: '发送一条' }, ours: 'send many', floors: { '3 chats': 'send few' }, mark: atMostThere(16, 'ms') },
  { of: { en: 'a frame of scrolling', zh: '滚动一帧' }, ours: 'frame many', floors: { '3 chats': 'frame few' }, mark: atMostThere(16, 'ms') },
];

export async function* measure({ browser }) {
  const server = await startServer();
  for (const [size, { chats, messages }] of Object.entries(SIZES)) {
    const tab = await Tab.open(browser, `${server.url}/demo/`);
    await tab.evaluate(`(${register})()`);
    await tab.evaluate(`(${seed})(${chats}, ${messages}, ${size === 'many' ? LONG : messages})`);
    await tab.goto(`${server.url}/demo/?seeded#user/friend`);
    await tab.evaluate(`(${online})()`);
    await tab.evaluate(`(${send})(${WARM})`);
    const sent = await tab.cost(() => tab.evaluate(`(${send})(${SENDS})`));
    yield { key: `send ${size}`, value: sent / SENDS / 1e3 };
    const scrolled = await tab.cost(() => tab.evaluate(`(${scroll})(${FRAMES})`));
    yield { key: `frame ${size}`, value: scrolled / FRAMES / 1e3 };
    await tab.close();
  }
  await server.stop();
}

// These run in the page.

/** The one who is written to. */
async function register() {
  const one = new JMessage({ address: `ws://${location.host}`, reconnect: true, auth: async () => (await fetch('/auth')).json() });
  for (const username of ['friend', 'me']) await one.promise.register({ username, password: 'secret' }).catch(() => {});
  one.close();
}

/** As from earlier visits. */
function seed(chats, messages, long) {
  const start = Date.now() - 1e8;
  const said = (id, count) => Array.from({ length: count }, (_, n) => (
    { id: `${id} ${n}`, from: n % 3 ? id : 'me', time: start + n, type: 'text', body: { text: `message ${n} of ${id}` }, ...(!(n % 3) && { state: 'sent', unreadCount: 0 }) }));
  const keep = (id, time, count) => localStorage.setItem(`jmessage-demo/me/user/${encodeURIComponent(id)}`,
    JSON.stringify({ type: 'user', id, name: id, time, unread: 0, messages: said(id, count) }));
  for (let chat = 1; chat < chats; chat++) keep(`friend ${chat}`, start + chat * 1000, messages);
  keep('friend', start, long);
  sessionStorage.setItem('jmessage-demo-user', 'me');
}

async function online() {
  while (!document.querySelector('.status[data-state=online]') || document.querySelector('#chat').hidden) {
    if (document.querySelector('.status[data-state=failed]')) throw new Error('the demo could not sign in');
    await new Promise(requestAnimationFrame);
  }
  await new Promise((rest) => setTimeout(rest, 1_000)); // what was brought back has been saved
}

async function send(times) {
  const text = document.querySelector('#compose-text');
  const list = document.querySelector('#message-list');
  const confirmed = (body) => new Promise((resolve) => {
    const watcher = new MutationObserver(() => {
      const last = list.lastElementChild;
      if (last.dataset.state !== 'sent' || last.querySelector('.message-text').textContent !== body) return;
      watcher.disconnect();
      resolve();
    });
    watcher.observe(list, { subtree: true, childList: true, attributeFilter: ['data-state'] });
  });
  for (let n = 0; n < times; n++) {
    text.value = `measured ${n}`;
    const done = confirmed(text.value);
    text.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true }));
    await done;
    await new Promise(requestAnimationFrame);
  }
  await new Promise((rest) => setTimeout(rest, 400)); // and saved
}

async function scroll(frames) {
  const scroller = document.querySelector('#messages');
  for (let n = 0; n < frames; n++) {
    scroller.scrollTop -= 120;
    await new Promise(requestAnimationFrame);
  }
}
