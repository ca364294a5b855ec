// One connection for all tabs, as pages have it: the same in each, whoever holds the connection, and whatever becomes
// of that tab.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Browser } from './browser.mjs';
import { heard } from './world.mjs';

const ALICE = { username: 'alice', password: 'secret' };

/** Three tabs of alice's. Only the first has called login. */
const three = async (options) => {
  const browser = new Browser();
  const tabs = [browser.tab(), browser.tab(), browser.tab()];
  tabs[0].open(options);
  await browser.passes(100);
  tabs[0].object.login(ALICE);
  await browser.passes(100);
  for (const tab of tabs.slice(1)) {
    tab.open(options);
    await browser.passes(100);
  }
  return { browser, tabs, server: browser.server };
};
const of = (tabs, what) => tabs.map(what);
const state = ({ object }) => object.connection();

test('all tabs are one object: one socket, one login, one auth, and everything alike', async () => {
  const { browser, tabs, server } = await three();
  assert.deepEqual(of(tabs, state), ['online', 'online', 'online']);
  assert.deepEqual([server.sockets.length, server.of('c_init').length, server.logins.length], [1, 1, 1]);
  assert.deepEqual(of(tabs, ({ asked }) => asked), [1, 0, 0]);
  assert.deepEqual(of(tabs, ({ object }) => [object.isConnect(), object.isInit(), object.isLogin()]), Array(3).fill([true, true, true]));
  server.writes('bob', 1);
  server.writes('bob', 2);
  await browser.passes(10);
  assert.deepEqual(of(tabs, ({ messages }) => messages), Array(3).fill([1, 2]));
  assert.deepEqual(of(tabs, (tab) => tab.unread()), [2, 2, 2]);
  assert.equal(server.of('msg_recv_v2').length, 2, 'each is confirmed once');
  const hears = of(tabs, ({ object }) => heard(object.sendSingleMsg({ target_username: 'bob', content: 'x' })));
  await browser.passes(10);
  assert.deepEqual(hears.map((all) => all.map(([on]) => on)), Array(3).fill(['onAck', 'onSuccess']));
  assert.equal(new Set(hears.map(([, [, { msg_id }]]) => msg_id)).size, 3);
  tabs[2].object.resetUnreadCount({ username: 'bob' });
  await browser.passes(10);
  assert.deepEqual(of(tabs, (tab) => tab.unread()), [0, 0, 0]);
  assert.equal(server.of('unread_single_count').length, 1);
  assert.deepEqual(of(tabs, ({ said, reported }) => [said, reported]), Array(3).fill([[], []]));
});

test('a tab that comes later counts as the others do, of what is not stored yet, too', async () => {
  const { browser, tabs, server } = await three();
  server.writes('bob', 1);
  await browser.passes(10);
  const late = browser.tab();
  late.open();
  server.writes('bob', 2);
  await browser.passes(100);
  server.writes('bob', 3);
  await browser.passes(100);
  assert.deepEqual(of([...tabs, late], (tab) => tab.unread()), [3, 3, 3, 3]);
});

test('who is there for a moment only leaves what came in storage', async () => {
  for (const leaves of [(tab) => tab.happens('pagehide'), (tab) => tab.object.close()]) {
    const browser = new Browser();
    const tab = browser.tab();
    tab.open().login(ALICE);
    await browser.passes(100);
    browser.server.writes('bob', 1);
    await browser.passes(100);
    leaves(tab);
    browser.crashes(tab);
    const next = browser.tab();
    next.open().login(ALICE);
    await browser.passes(100);
    assert.equal(next.unread(), 1);
  }
});

test('the page of a later tab may log in itself: its handle hears of it, and the server does not', async () => {
  const { browser, tabs, server } = await three();
  const late = browser.tab();
  late.open();
  const hears = heard(late.object.login(ALICE));
  await browser.passes(100);
  assert.deepEqual(hears.map(([on]) => on), ['onSuccess']);
  assert.deepEqual([state(late), server.logins.length, tabs[0].states.at(-1)], ['online', 1, 'online']);
});

for (const [how, end] of Object.entries({
  'is closed by its page': (browser, tab) => tab.object.close(),
  crashes: (browser, tab) => browser.crashes(tab),
  freezes: (browser, tab) => {
    tab.happens('freeze');
    browser.hangs(tab);
  },
  hangs: (browser, tab) => browser.hangs(tab),
})) {
  test(`when the tab that has the connection ${how}, another takes over, and nothing is lost or twice`, async () => {
    const { browser, tabs: [first, ...tabs], server } = await three();
    server.writes('bob', 1);
    await browser.passes(2_000);
    // On their way in that moment: a call whose answer nobody hears, and a message.
    const { answers } = server;
    server.answers = {};
    const waits = heard(tabs[0].object.sendSingleMsg({ target_username: 'bob', content: 'x' }));
    await browser.passes(10);
    server.answers = answers;
    server.writes('bob', 2);
    end(browser, first);
    server.writes('bob', 3);
    await browser.passes(15_000);
    assert.deepEqual(of(tabs, state), ['online', 'online']);
    assert.deepEqual(of(tabs, ({ states }) => states.slice(-2)), Array(2).fill(['reconnecting', 'online again']));
    assert.deepEqual(of(tabs, ({ messages }) => messages), Array(2).fill([1, 2, 3]));
    assert.deepEqual(of(tabs, (tab) => tab.unread()), [3, 3]);
    assert.deepEqual(waits.map(([on]) => on).filter((on) => on !== 'onAck'), ['onSuccess']);
    assert.equal(new Set(server.of('s_across_single_text').map(({ rid }) => rid)).size, 1);
    assert.deepEqual(of(tabs, ({ disconnects }) => disconnects), [0, 0]);
    assert.equal(server.logins.at(-1).password, server.logins[0].password, 'the md5 of who logged in');
    if (how === 'freezes' || how === 'hangs') {
      // It wakes up: one of the others, and nothing was missed.
      browser.goesOn(first);
      if (how === 'freezes') first.happens('resume');
      await browser.passes(10_000);
      server.writes('bob', 4);
      await browser.passes(2_000);
      assert.deepEqual(of([first, ...tabs], state), ['online', 'online', 'online']);
      assert.deepEqual(of([first, ...tabs], ({ messages }) => messages), Array(3).fill([1, 2, 3, 4]));
      assert.deepEqual(of([first, ...tabs], (tab) => tab.unread()), [4, 4, 4]);
    }
    assert.equal(server.open.length, 1);
    const stored = JSON.parse(browser.storage.get('conversations-k-alice'));
    assert.equal(stored.kbob.unread_msg_count, tabs[0].unread());
  });
}

test('loginOut, a kick and another user are for all tabs', async () => {
  const { browser, tabs, server } = await three();
  tabs[1].object.loginOut();
  await browser.passes(10_000);
  assert.deepEqual(of(tabs, state), ['connected', 'connected', 'connected']);
  tabs[2].object.login(ALICE);
  await browser.passes(100);
  assert.deepEqual(of(tabs, state), ['online', 'online', 'online']);
  const hears = heard(tabs[1].object.login({ username: 'carl', password: 'x' }));
  await browser.passes(10_000);
  assert.deepEqual([of(tabs, state), hears.map(([on]) => on), server.logins.at(-1).username], [['online', 'online', 'online'], ['onSuccess'], 'carl']);
  server.tells(server.open[0], 'event_notification', { event_type: 1, event_id: 7 });
  await browser.passes(10_000);
  assert.deepEqual(of(tabs, state), ['kicked', 'kicked', 'kicked']);
  assert.equal(server.of('event_notification').length, 1);
});

test('who was kicked, or could not sign in, logs in again in whichever tab', async () => {
  const { browser, tabs, server } = await three();
  for (const [event_type, ends] of [[1, 'kicked'], [2, 'failed']]) {
    for (const tab of tabs) {
      server.tells(server.open[0], 'event_notification', { event_type, event_id: 7 });
      await browser.passes(10_000);
      assert.deepEqual(of(tabs, state), Array(3).fill(ends));
      const hears = heard(tab.object.login({ username: 'alice', password: ends }));
      await browser.passes(100);
      assert.deepEqual([of(tabs, state), hears.map(([on]) => on)], [Array(3).fill('online'), ['onSuccess']]);
    }
  }
  server.tells(server.open[0], 'event_notification', { event_type: 1, event_id: 7 });
  const late = browser.tab();
  await browser.passes(10_000);
  late.open().login(ALICE);
  await browser.passes(10_000);
  assert.deepEqual(of([...tabs, late], state), Array(4).fill('online'), 'a page that was reloaded');
  assert.equal(server.open.length, 1);
});

test('a tab that hangs through a kick, a new login and a message, and leads when it goes on, counts as storage does', async () => {
  for (const roll of [() => 0, () => 0.999]) {
    const { browser, tabs: [first, hung, third], server } = await three();
    const kicked = async () => {
      server.open.forEach((socket) => server.tells(socket, 'event_notification', { event_type: 1, event_id: 7 }));
      await browser.passes(10);
      first.object.login(ALICE);
      await browser.passes(10);
    };
    browser.hangs(hung);
    await kicked();
    server.writes('bob', 1);
    await browser.passes(1_500);
    await kicked();
    browser.crashes(first);
    browser.goesOn(hung, roll);
    await browser.passes(10_000);
    third.object.login(ALICE);
    await browser.passes(10_000);
    assert.deepEqual(of([hung, third], state), ['online', 'online']);
    assert.deepEqual(of([hung, third], (tab) => tab.unread()), [1, 1]);
    assert.equal(JSON.parse(browser.storage.get('conversations-k-alice')).kbob.unread_msg_count, 1);
  }
});

test('what came while all tabs were out is counted in each', async () => {
  const { browser, tabs, server } = await three();
  for (const [at, tab] of tabs.entries()) {
    server.tells(server.open[0], 'event_notification', { event_type: 1, event_id: 7 });
    await browser.passes(10_000);
    server.writes('bob', at + 1);
    tab.object.login(ALICE);
    await browser.passes(1_000);
    assert.deepEqual(of(tabs, (each) => each.unread()), Array(3).fill(at + 1));
  }
});

test('a password that was mistyped leaves all tabs to the right one, whichever tab has it', async () => {
  for (const [wrong, right] of [[0, 0], [0, 1], [1, 1], [1, 0]]) {
    const browser = new Browser();
    const tabs = [browser.tab(), browser.tab()];
    for (const tab of tabs) {
      tab.open();
      await browser.passes(100);
    }
    const logsIn = async (at, password) => {
      const hears = heard(tabs[at].object.login({ username: 'alice', password }));
      await browser.passes(1_000);
      return hears.map(([on, { code }]) => [on, code]);
    };
    assert.deepEqual(await logsIn(wrong, 'sercet'), [['onFail', 880104]]);
    assert.deepEqual(await logsIn(right, 'secret'), [['onSuccess', 0]]);
    const late = browser.tab();
    late.open();
    await browser.passes(100);
    assert.deepEqual(of([...tabs, late], state), Array(3).fill('online'), `${wrong}, ${right}`);
  }
});

test('a tab whose auth answers nonsense is in nobody else\'s way', async () => {
  const browser = new Browser();
  const tabs = [browser.tab(), browser.tab()];
  tabs[0].open({ auth: () => ({}) });
  await browser.passes(100);
  tabs[1].open();
  tabs[1].object.login(ALICE);
  await browser.passes(30_000);
  assert.equal(state(tabs[1]), 'online');
});

test('a connection that is lost is found again by all, with what came meanwhile', async () => {
  const { browser, tabs, server } = await three();
  server.writes('bob', 1);
  await browser.passes(10);
  server.accepts = false;
  server.open[0].ends();
  server.writes('bob', 2);
  const waits = of(tabs, ({ object }) => heard(object.sendSingleMsg({ target_username: 'bob', content: 'x' })));
  await browser.passes(3_000);
  assert.deepEqual(of(tabs, state), Array(3).fill('reconnecting'));
  server.accepts = true;
  await browser.passes(20_000);
  assert.deepEqual(of(tabs, ({ states, messages }) => [states.at(-1), messages]), Array(3).fill(['online again', [1, 2]]));
  assert.deepEqual(waits.map((all) => all.map(([on]) => on)), Array(3).fill(['onAck', 'onSuccess']));
});

test('a dead line is found by whichever tab sends over it, or wakes', async () => {
  const { browser, tabs, server } = await three();
  const dies = () => server.open.forEach((socket) => { socket.isDead = true; });
  for (const { object } of tabs) {
    dies();
    const hears = heard(object.sendSingleMsg({ target_username: 'bob', content: 'in the lift' }));
    await browser.passes(14_000);
    assert.deepEqual(hears.map(([on]) => on), ['onAck', 'onSuccess']);
  }
  for (const tab of tabs) {
    dies();
    tab.page.document = { hidden: false };
    tab.happens('visibilitychange');
    await browser.passes(5_000);
    assert.deepEqual(of(tabs, state), Array(3).fill('reconnecting'));
    await browser.passes(5_000);
    assert.deepEqual(of(tabs, state), Array(3).fill('online'));
  }
  assert.equal(server.open.length, 1);
});

test('what waits is listed in all tabs, and may be discarded in any', async () => {
  const { browser, tabs, server } = await three();
  const lists = (all = tabs) => of(all, ({ object }) => [...object.outbox()].map(({ method, arguments: { content } }) => [method, content.msg_body.text]));
  const changes = tabs.map(() => 0);
  tabs.forEach(({ object }, at) => object.onOutboxChange(() => { changes[at] += 1; }));
  server.accepts = false;
  server.open[0].ends();
  await browser.passes(100);
  const hears = [];
  for (const [at, { object }] of tabs.entries()) {
    hears.push(heard(object.sendSingleMsg({ target_username: 'bob', content: `of ${at}` })));
    await browser.passes(10);
  }
  const expected = [0, 1, 2].map((at) => ['sendSingleMsg', `of ${at}`]);
  assert.deepEqual([lists(), changes], [Array(3).fill(expected), [3, 3, 3]]);
  tabs[0].object.discard(tabs[0].object.outbox()[1].id);
  await browser.passes(10);
  assert.deepEqual(hears[1].map(([on, { code }]) => [on, code]), [['onFail', 889002]]);
  assert.deepEqual(lists(), Array(3).fill([expected[0], expected[2]]));
  // Who comes later hears of it; of who has gone nobody does any more.
  const late = browser.tab();
  late.open();
  await browser.passes(10);
  assert.deepEqual(lists([late]), [[expected[0], expected[2]]]);
  browser.crashes(tabs[2]);
  await browser.passes(4_000);
  assert.deepEqual(lists(tabs.slice(0, 2)), Array(2).fill([expected[0]]));
  server.accepts = true;
  await browser.passes(20_000);
  assert.deepEqual([lists([tabs[0], tabs[1], late]), hears[0].at(-1)[0]], [[[], [], []], 'onSuccess']);
});

test('an upload goes out from the tab that has the file, and tells its progress there', async () => {
  const uploads = [];
  const XMLHttpRequest = class {
    upload = {};
    constructor() { uploads.push(this); }
    open() {}
    setRequestHeader() {}
    send() {}
    abort() {}
  };
  const { browser, server } = await three();
  server.answers.get_upload_token = ['get_upload_token', () => ({ code: 0, uptoken: 't' })];
  const tab = browser.tab({ XMLHttpRequest, btoa });
  tab.open();
  await browser.passes(100);
  const form = new FormData();
  form.append('file', new File(['x'], 'x'));
  const handle = tab.object.sendSingleFile({ target_username: 'bob', file: form });
  const progress = [];
  handle.onProgress(({ loaded }) => progress.push(loaded));
  const hears = heard(handle);
  await browser.passes(10);
  uploads[0].upload.onprogress({ loaded: 1, total: 2 });
  const responseText = JSON.stringify({ media_id: 'm', media_crc32: 1, fsize: 1, hash: 'h', fname: 'x' });
  Object.assign(uploads[0], { status: 200, responseText }).onloadend();
  await browser.passes(10);
  assert.deepEqual([progress, hears.at(-1)[0]], [[1], 'onSuccess']);
  tab.object.sendSingleFile({ target_username: 'bob', file: form }).abort().onFail((data) => hears.push(['onFail', data]));
  await browser.passes(10);
  assert.deepEqual([hears.at(-1)[0], hears.at(-1)[1].code], ['onFail', 889002]);
});

test('who differs in version, address, appkey or name shares with nobody', async () => {
  const browser = new Browser();
  const tabs = [{}, { address: 'ws://other' }, { appkey: 'other' }, { shareConnection: 'mine' }].map((options) => {
    const tab = browser.tab();
    tab.open(options);
    return tab;
  });
  const other = browser.tab();
  other.page.JMessage.version = '9';
  other.open();
  await browser.passes(100);
  assert.deepEqual([of([...tabs, other], state), browser.server.open.length], [Array(5).fill('connected'), 5]);
});

test('without locks or channels a tab says so once, and has a connection of its own', async () => {
  for (const missing of [{ navigator: {} }, { navigator: undefined }, { BroadcastChannel: undefined }]) {
    const browser = new Browser();
    const tab = browser.tab(missing);
    tab.open({ reconnect: true });
    tab.open({ reconnect: true });
    await browser.passes(100);
    assert.deepEqual(tab.said.map(([kind]) => kind), ['error']);
    assert.deepEqual([state(tab), browser.server.open.length], ['connected', 2]);
  }
});

test('where the browser refuses locks, as to a frame of no origin, a tab says so and has a connection of its own', async () => {
  const refuse = () => Promise.reject(new Error('denied'));
  const browser = new Browser();
  const tabs = [1, 2].map(() => browser.tab({ navigator: { locks: { request: refuse, query: refuse } } }));
  tabs.forEach((tab) => tab.open());
  await browser.passes(100);
  assert.deepEqual([of(tabs, state), browser.server.open.length], [['connected', 'connected'], 2]);
  assert.deepEqual(of(tabs, ({ said }) => said.map(([kind]) => kind)), [['error'], ['error']]);
  tabs.forEach(({ object }, at) => object.login({ username: `user ${at}`, password: 'x' }));
  await browser.passes(100);
  tabs[0].happens('freeze');
  tabs[0].happens('resume');
  await browser.passes(10_000);
  assert.deepEqual(of(tabs, state), ['online', 'online']);
  browser.server.tells(browser.server.open[0], 'msg_sync', { messages: [{ msg_id: 1, msg_type: 3, ctime_ms: 1, content: { from_id: 'bob' } }] });
  await browser.passes(10);
  assert.equal(tabs[0].messages.length + tabs[1].messages.length, 1, 'nobody hears what the other is told');
  tabs.forEach(({ object }) => object.close());
  assert.deepEqual([browser.server.open.length, browser.channels.size], [0, 0]);
});

test('a page that does not load the module is told', async () => {
  const browser = new Browser();
  const tab = browser.tab();
  tab.page.JMessage.share = undefined;
  tab.open();
  assert.match(tab.said[0].join(), /jmessage-web\/shared/);
});

test('no secret is in storage or on the console, and between tabs only what the server is told', async () => {
  const auth = async () => ({ appkey: 'k', random_str: 'random-1', timestamp: 1, signature: 'signature-1' });
  const { browser, tabs, server } = await three({ outbox: 'storage', debug: true, auth });
  server.answers.update_user_pwd = ['update_user_pwd', () => ({ code: 0 })];
  tabs[1].object.updateSelfPwd({ old_pwd: 'secret', new_pwd: 'geheim' });
  tabs[2].object.sendSingleMsg({ target_username: 'bob', content: 'x' });
  server.writes('bob', 1);
  await browser.passes(2_000);
  browser.crashes(tabs[0]);
  await browser.passes(10_000);
  tabs[1].object.sendSingleMsg({ target_username: 'bob', content: 'y' }).onTimeout(() => {});
  server.open[0].ends();
  await browser.passes(60_000);
  assert.equal(state(tabs[2]), 'online');

  // The md5 sums of the passwords open the account as they do.
  const secrets = /secret|geheim|5ebe2294ecd0e0f08eab7690d2a6ee69|e8636ea013e682faf61f56ce1cb1ab5c|signature-1|random-1/;
  assert.deepEqual([...browser.storage].filter((entry) => secrets.test(entry.join())), []);
  const said = tabs.flatMap((tab) => tab.said.map((words) => JSON.stringify(words)));
  assert.ok(['c_init', 'login', 'update_user_pwd', 's_across_single_text'].every((event) => said.some((line) => line.includes(event))));
  assert.deepEqual(said.filter((line) => secrets.test(line)), []);
  const between = browser.posted.filter((text) => secrets.test(text)).map((text) => JSON.parse(text));
  assert.ok(!browser.posted.some((text) => /secret"|geheim/.test(text)), 'no password as it was typed');
  const isNeeded = ({ session, frame }) => session || /^42\["(c_init|login|update_user_pwd)"/.test(frame);
  assert.deepEqual(between.filter((message) => !isNeeded(message)), []);
});

test('what is closed leaves nothing, and no secret is in storage or beyond the channel', async () => {
  const { browser, tabs } = await three({ outbox: 'storage' });
  tabs[1].object.sendSingleMsg({ target_username: 'bob', content: 'x' });
  await browser.passes(2_000);
  assert.ok(![...browser.storage.values()].some((text) => /secret|5ebe2294/.test(text)));
  for (const tab of tabs) {
    tab.object.close();
    await browser.passes(10_000);
    assert.deepEqual([tab.timers.size, tab.listeners.length, state(tab)], [0, 0, 'closed']);
  }
  assert.deepEqual([browser.server.open.length, browser.channels.size, browser.locks.length], [0, 0, 0]);
});
