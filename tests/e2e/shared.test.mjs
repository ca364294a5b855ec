// One connection for all tabs, in a real browser over the real server: three tabs of one account, and what becomes of
// them when the one that has the connection is closed, crashes, freezes or hangs.
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, before, test } from 'node:test';
import { launchWindow } from '../../.tools/browser.mjs';
import { file, form, SdkPage } from './support/sdk-page.mjs';
import { startServer } from './support/server.mjs';
import { APP } from './support/world.mjs';

let server;
let window;
before(async () => {
  server = await startServer();
  window = await launchWindow();
});
after(async () => {
  await window?.close();
  await server?.stop();
});

let people = 0;
const online = { state: 'online' };

/** Somebody with so many tabs of a window, of which only the first has logged in, and only the last is shown. */
async function person(t, name, count, context = window.context) {
  const who = `${name}-${(people += 1)}`;
  const tabs = [];
  for (let i = 0; i < count; i++) {
    const tab = await SdkPage.tab(context, server, who, APP, { shareConnection: true, appkey: APP });
    tabs.push(tab);
    if (i === 0) {
      await tab.call('register', { username: who, password: tab.password });
      await tab.call('login', { username: who, password: tab.password });
    }
    await tab.told('onConnectionChange', online);
  }
  t.after(() => Promise.all(tabs.map(({ page }) => page.close())));
  return tabs;
}
/** Somebody else, in another browser. */
const friend = async (t, name) => {
  const context = await window.browser.newContext();
  t.after(() => context.close());
  return (await person(t, name, 1, context))[0];
};

const sockets = (tabs) => tabs.reduce((sum, { sockets: own }) => sum + own.size, 0);
const unread = (tabs, { name }) => Promise.all(tabs.map((tab) => tab.call('getUnreadMsgCnt', { username: name })));
/** Waits until it is so. */
async function comesTrue(what, holds) {
  for (const end = Date.now() + 20_000; !(await holds());) {
    assert.ok(Date.now() < end, what);
    await new Promise((resolve) => { setTimeout(resolve, 50); });
  }
}

test('three tabs are one object', async (t) => {
  const bob = await friend(t, 'bob');
  const alices = await person(t, 'alice', 3);
  assert.equal(sockets(alices), 1);
  const [{ name }] = alices;
  for (const content of ['one', 'two']) await bob.call('sendSingleMsg', { target_username: name, content });
  for (const tab of alices) for (const text of ['one', 'two']) await tab.message({ content: { msg_body: { text } } });
  assert.deepEqual(await unread(alices, bob), [2, 2, 2]);
  await Promise.all(alices.map((tab, i) => tab.call('sendSingleMsg', { target_username: bob.name, content: `from ${i}` })));
  for (const i of [0, 1, 2]) await bob.message({ content: { msg_body: { text: `from ${i}` } } });

  const large = file('large.bin', randomBytes(600_000));
  const { id } = await alices[2].begin('sendSingleFile', { target_username: bob.name, file: form(large) });
  const { loaded, total } = await alices[2].hears(id, 'progress');
  assert.ok(loaded > 0 && loaded <= total && total > 600_000);
  assert.equal((await alices[2].settles(id)).outcome, 'success');
  assert.equal((await bob.message({ content: { msg_type: 'file' } })).content.msg_body.fsize, 600_000);

  await alices[1].call('resetUnreadCount', { username: bob.name });
  await comesTrue('the counts agree', async () => (await unread(alices, bob)).join() === '0,0,0');
  for (const tab of alices) assert.deepEqual(tab.untold('onDisconnect'), []);
  assert.equal(sockets(alices), 1);
});

for (const [how, end] of Object.entries({
  'is closed': (tab) => tab.page.close(),
  crashes: async (tab) => {
    const devtools = await tab.page.context().newCDPSession(tab.page);
    const gone = tab.page.waitForEvent('crash');
    devtools.send('Page.crash').catch(() => {});
    await gone;
    tab.sockets.clear();
  },
  freezes: async (tab) => {
    const devtools = await tab.page.context().newCDPSession(tab.page);
    await devtools.send('Page.setWebLifecycleState', { state: 'frozen' });
    return () => devtools.send('Page.setWebLifecycleState', { state: 'active' });
  },
  hangs: async (tab) => {
    const hangs = tab.page.evaluate(() => { for (const end = Date.now() + 15_000; Date.now() < end;); });
    return () => hangs;
  },
})) {
  test(`when the tab that has the connection ${how}, another takes over; nothing is lost, and nothing twice`, async (t) => {
    const bob = await friend(t, 'bob');
    const [first, ...others] = await person(t, 'alice', 3);
    const texts = (tab) => [
      ...tab.untold('onSyncConversation').flat().flatMap(({ msgs }) => msgs),
      ...tab.untold('onMsgReceive').flatMap(({ messages }) => messages),
    ].map(({ content }) => content.msg_body.text);
    const write = (content) => bob.call('sendSingleMsg', { target_username: first.name, content });
    await write('before');
    await comesTrue('it is heard', () => others.every((tab) => texts(tab).length === 1));
    assert.equal(first.sockets.size, 1);

    const ends = end(first);
    const waits = [];
    for (const [i, tab] of others.entries()) waits.push([tab, (await tab.begin('sendSingleMsg', { target_username: bob.name, content: `meanwhile ${i}` })).id]);
    await write('meanwhile');
    const wake = await ends;
    for (const tab of others) await tab.told('onConnectionChange', { state: 'online', resumed: true });
    for (const [tab, id] of waits) assert.equal((await tab.settles(id)).outcome, 'success');
    await write('after');
    if (wake) await wake();
    const awake = wake ? [first, ...others] : others;
    await comesTrue('it is heard by all', () => awake.every((tab) => texts(tab).includes('after')));
    for (const tab of awake) assert.deepEqual(texts(tab).sort(), ['after', 'before', 'meanwhile'], how);
    assert.deepEqual(await unread(awake, bob), awake.map(() => 3));
    assert.deepEqual(texts(bob).sort(), ['meanwhile 0', 'meanwhile 1']);
    await comesTrue('there is one socket', () => sockets([first, ...others]) === 1);
    for (const tab of others) assert.deepEqual(tab.untold('onDisconnect'), []);
  });
}

test('a sandboxed frame, which the browser refuses locks, has a connection of its own', async (t) => {
  const page = await window.context.newPage();
  t.after(() => page.close());
  const said = [];
  page.on('console', (message) => said.push(message.text()));
  await page.goto(`${server.url}/page/shared.html`);
  const state = await page.evaluate((address) => new Promise((resolve) => {
    addEventListener('message', ({ data }) => resolve(data));
    const frame = document.createElement('iframe');
    frame.sandbox = 'allow-scripts';
    const scripts = [...document.scripts].filter(({ src }) => src.includes('/sdk/')).map(({ outerHTML }) => outerHTML).join('');
    const work = `const JIM = new JMessage({ address: '${address}', shareConnection: true });
      JIM.onConnectionChange(({ state }) => parent.postMessage(state, '*'));`;
    frame.srcdoc = `${scripts}<script>${work}</script>`;
    document.body.append(frame);
  }), server.url.replace('http', 'ws'));
  assert.equal(state, 'connected');
  assert.equal(said.filter((text) => text.includes('shareConnection')).length, 1);
});
