// Tabs that share their connection, and whatever may happen to them, in any order: at the end nothing was lost, nothing
// came twice, and all agree. A seed that fails is named, and fails again: SEED=n node --test tests/page/shared-any.test.mjs
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Browser } from './browser.mjs';
import { heard } from './world.mjs';

const SEEDS = process.env.SEED ? [Number(process.env.SEED)] : Array.from({ length: Number(process.env.SEEDS) || 25 }, (_, i) => i + 1);
const STEPS = 50;
const MOST = 5;

const dice = (seed) => () => {
  seed = (seed + 0x6d2b79f5) | 0;
  let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
};

async function play(seed) {
  const roll = dice(seed);
  const any = (list) => list[Math.floor(roll() * list.length)];
  const browser = new Browser();
  const { server } = browser;
  const said = []; // What bob has written.
  const sent = []; // What was sent by tabs that are still there: [tab, hears].
  let unread = 0;
  const steps = [];

  const awake = () => browser.tabs.filter(({ isFrozen }) => !isFrozen);
  const open = async () => {
    const tab = browser.tab({ Math: Object.assign(Object.create(Math), { random: roll }) });
    tab.open();
    // Some pages sign in by themselves, and write in the same breath.
    if (roll() < 0.5 && browser.tabs.length > 1) {
      tab.object.login({ username: 'alice', password: 'secret' });
      sent.push([tab, heard(tab.object.sendSingleMsg({ target_username: 'bob', content: `${sent.length}` }))]);
    }
    await browser.passes(200);
    return tab;
  };
  const sleeping = () => browser.tabs.filter(({ isFrozen }) => isFrozen);
  const wake = (tab) => {
    browser.goesOn(tab, roll);
    if (tab.wasTold) tab.happens('resume');
    tab.wasTold = false;
  };
  // One of those that were kicked is logged in again; now and then its user mistypes the password first.
  const returns = async () => {
    const out = awake().filter(({ object }) => ['kicked', 'failed'].includes(object.connection()));
    if (out.length && roll() < 0.3) {
      any(out).object.login({ username: 'alice', password: 'sercet' }).onFail(() => {});
      await browser.passes(1_000);
    }
    if (out.length) any(out).object.login({ username: 'alice', password: 'secret' });
    await browser.passes(100);
  };
  const first = await open();
  first.object.login({ username: 'alice', password: 'secret' });
  await browser.passes(200);

  const happens = {
    'bob writes': () => {
      said.push(said.length + 1);
      unread += 1;
      server.writes('bob', said.length);
    },
    'a tab sends': () => {
      const tab = any(awake());
      if (tab.object.isLogin()) sent.push([tab, heard(tab.object.sendSingleMsg({ target_username: 'bob', content: `${sent.length}` }))]);
    },
    // One that opens beside tabs that hang has storage to go by, which may be a second behind.
    'a tab opens': () => browser.tabs.length < MOST && !sleeping().length && open(),
    'a tab crashes': async () => {
      if (awake().length < 2) return;
      const tab = any(browser.tabs);
      // What it has counted in the last second may be known to nobody else.
      if (!awake().some((other) => other !== tab && other.object.connection() === 'online')) await browser.passes(1_100);
      browser.crashes(tab);
    },
    'a tab is closed': () => {
      if (awake().length < 2) return;
      const tab = any(awake());
      tab.object.close();
      browser.tabs = browser.tabs.filter((other) => other !== tab);
    },
    'a tab hangs': () => awake().length > 1 && browser.hangs(any(awake())),
    'a tab freezes': () => {
      if (awake().length < 2) return;
      const tab = any(awake());
      tab.happens('freeze');
      tab.wasTold = true;
      browser.hangs(tab);
    },
    'a tab goes on': () => sleeping().length && wake(any(sleeping())),
    'the connection breaks': () => server.open.forEach((socket) => browser.later(socket.tab, () => socket.isOpen && socket.ends())),
    // It stands still, and nothing comes through any more.
    'the connection goes dead': () => server.open.forEach((socket) => { socket.isDead = true; }),
    'the server is away': async () => {
      server.accepts = false;
      await browser.passes(roll() * 20_000);
      server.accepts = true;
    },
    'the clock is set': () => { browser.ahead = (roll() - 0.5) * 7_200_000; },
    'another device takes the place': async () => {
      server.open.forEach((socket) => server.tells(socket, 'event_notification', { event_type: 1, event_id: 7 }));
      await browser.passes(1_000);
      await returns();
    },
    'a tab reads': async () => {
      // All that was said is heard: what is on its way would count for some, and not for others.
      sleeping().forEach(wake);
      await browser.passes(90_000);
      await returns();
      const tab = any(awake());
      tab.object.resetUnreadCount({ username: 'bob' });
      tab.object.exitConversation();
      unread = 0;
      await browser.passes(100);
    },
  };
  const often = ['bob writes', 'bob writes', 'bob writes', 'a tab sends', 'a tab sends'];
  for (let step = 0; step < STEPS; step++) {
    const what = any([...often, ...Object.keys(happens)]);
    steps.push(what);
    await happens[what]();
    await browser.passes(any([0, 1, 5, 100, 3_000, 10_000]) * roll());
  }
  sleeping().forEach(wake);
  await browser.passes(180_000);
  await returns();
  await browser.passes(10_000);

  // Who was logged in nobody knows any more, if all who did have crashed.
  if (!browser.tabs.some(({ states }) => states.some((state) => state.startsWith('online')))) return;

  const why = `seed ${seed}: ${steps.join(', ')}`;
  const { tabs } = browser;
  assert.deepEqual(tabs.map(({ object }) => object.connection()), tabs.map(() => 'online'), why);
  assert.equal(server.open.length, 1, why);
  for (const tab of tabs) {
    // Who comes later, or is kicked, misses what the others hear meanwhile.
    const before = tab.messages.splice(0, tab.since ?? 0);
    const since = tab.messages.length ? said.slice(tab.messages[0] - 1) : [];
    assert.deepEqual(tab.messages, since, `each once and in order: ${why}`);
    assert.ok([...before, ...since].every((id, at, all) => !at || id > all[at - 1]), why);
    if (tab === first && tab.since === undefined) assert.deepEqual(tab.messages, said, why);
    assert.deepEqual([tab.said, tab.reported], [[], []], why);
  }
  assert.deepEqual(tabs.map((tab) => tab.unread()), tabs.map(() => unread), `counts: ${why}`);
  assert.equal(JSON.parse(browser.storage.get('conversations-k-alice')).kbob?.unread_msg_count ?? 0, unread, `stored: ${why}`);
  // What waits ends with a kick.
  const isKicked = steps.includes('another device takes the place');
  const counted = sent.filter(([tab, hears]) => tabs.includes(tab) && !(isKicked && hears.at(-1)?.[1].code === 889001));
  for (const [, hears] of counted) {
    assert.deepEqual(hears.map(([on]) => on).filter((on) => on !== 'onAck'), ['onSuccess'], why);
  }
  assert.ok(server.done.size <= sent.length && server.done.size >= counted.length, why);
}

for (const seed of SEEDS) test(`whatever happens to tabs that share: ${seed}`, () => play(seed));
