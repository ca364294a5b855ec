// Two people write to each other without a break, while everything between them goes wrong at random: connections that
// are cut, held or swallowed, a server that restarts, acks and replies that are lost, late or twice, pages that are
// frozen and loaded anew, a network that goes away. At the end each message must have arrived, once and in order, and
// nothing else. Seeded and printed; what depends on the machine's pace differs all the same.
//
//   tests/run chaos [--sends N] [--seed S] [--browser chromium|firefox]
import assert from 'node:assert/strict';
import http from 'node:http';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { startServer } from '../e2e/support/server.mjs';
import * as browsers from './browsers.mjs';

const APP = '4f7aef34fb361292c566a1cd';
const SEND = 's_across_single_text';
const PEOPLE = ['alice', 'bob'];
/** From the end of all trouble to the last message. */
const PATIENCE = 120_000;

const { values } = parseArgs({ options: { sends: { type: 'string', default: '2000' }, seed: { type: 'string' }, browser: { type: 'string' } } });
const seed = Number(values.seed ?? Date.now() % 1_000_000);
const each = Math.ceil(Number(values.sends) / PEOPLE.length);

const sleep = (ms) => new Promise((resolve) => { setTimeout(resolve, ms); });

function dice(state) {
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** A report without its lists: how many were heard in each life, and which were not. */
function brief({ heard, ...state }) {
  const all = new Set(heard.flat());
  const missing = Array.from({ length: each }, (_, at) => `${at + 1}`).filter((text) => !all.has(text));
  return { ...state, heard: heard.map((texts) => [texts.length, texts[0], texts.at(-1)]), missing };
}

async function play(name) {
  const roll = dice(seed);
  const below = (limit) => Math.floor(roll() * limit);
  const any = (list) => list[below(list.length)];
  const server = await startServer('--static', `/chaos=${path.join(import.meta.dirname, 'page')}`);
  const states = {};
  const wishes = {};
  const control = http.createServer(async (request, response) => {
    const now = JSON.parse((await request.toArray()).join('') || '{}');
    if (now.name) states[now.name] = now;
    response.setHeader('access-control-allow-origin', '*');
    response.end(wishes[now.name] ?? '');
    delete wishes[now.name];
  });
  await new Promise((resolve) => { control.listen(0, resolve); });
  const report = `http://localhost:${control.address().port}/`;
  const urls = PEOPLE.map((who, at) => `${server.url}/chaos/?${new URLSearchParams({ name: who, peer: PEOPLE[1 - at], sends: each, report, appkey: APP })}`);
  const browser = await browsers[name](urls);
  const all = (holds) => PEOPLE.every((who) => states[who] && holds(states[who]));
  const until = async (what, holds, patience = PATIENCE) => {
    for (const end = Date.now() + patience; !holds();) {
      assert.ok(Date.now() < end, `${what}: ${JSON.stringify(Object.values(states).map(brief))}`);
      await sleep(100);
    }
  };

  // What may go wrong, and for how long: `user` is who it goes wrong for.
  const connections = (mode) => (user) => server.fault({ connections: mode, user });
  const request = (mode, event = SEND) => (user) => server.fault({ event, mode, user, times: 1 + below(5), ms: below(4_000) });
  // A connection that swallowed something never opens again, as no TCP connection would: it is cut.
  const swallowed = new Set();
  const release = (user) => server.fault({ connections: swallowed.delete(user) ? 'cut_reset' : 'release', user });
  const trouble = {
    'cut, orderly': connections('cut_fin'),
    'cut, reset': connections('cut_reset'),
    'swallowed': (user) => {
      swallowed.add(user);
      return server.fault({ connections: 'black_hole', user });
    },
    'held': async (user) => {
      await server.fault({ connections: 'hold', user });
      await sleep(below(8_000));
      await release(user);
    },
    'no ack': request('no_ack'),
    'no reply': request('no_reply'),
    'twice': request('duplicate'),
    'late': request('delay'),
    'pushes twice': request('duplicate', 'msg_sync'),
    'restart': () => server.fault({ restart: true }),
    'crash of the server': async () => {
      await server.kill();
      await sleep(below(6_000));
      await server.start();
    },
    'loaded anew': (user) => { wishes[user] = 'reload'; },
    ...Object.fromEntries(Object.entries(browser.actions).map(([what, act]) => [what, (user) => act(browser.pages[PEOPLE.indexOf(user)], 1 + below(8))])),
  };

  try {
    await until('both are online', () => all(({ state }) => state === 'online'));
    for (const who of PEOPLE) wishes[who] = 'go';
    // There is room for one wish.
    await until('both write', () => all(({ sent }) => sent > 0));
    const counts = {};
    const started = Date.now();
    while (!all(({ sent }) => sent >= each)) {
      const [what, user] = [any(Object.keys(trouble)), any(PEOPLE)];
      counts[what] = (counts[what] ?? 0) + 1;
      console.log(`${String(Math.round((Date.now() - started) / 1000)).padStart(5)} s  sent ${PEOPLE.map((who) => states[who].sent).join(' + ')} of ${each} each; ${user}: ${what}`);
      await trouble[what](user);
      await sleep(500 + below(4_000));
      assert.ok(Date.now() - started < 3_600_000, 'an hour is enough');
    }
    for (const user of PEOPLE) await release(user);

    const firsts = ({ heard }) => [...new Set(heard.flat())];
    await until('all has arrived', () => all((state) => state.state === 'online' && state.waits === 0 && firsts(state).length >= each));
    const expected = Array.from({ length: each }, (_, at) => `${at + 1}`);
    let again = 0;
    for (const who of PEOPLE) {
      const { heard, ends, errors, failures } = states[who];
      const odd = firsts(states[who]).findIndex((text, at) => text !== expected[at]);
      assert.equal(odd, -1, `${who} heard each message in order: after ${expected[odd - 1]} came ${firsts(states[who]).slice(odd, odd + 9)}`);
      heard.forEach((texts, life) => assert.equal(new Set(texts).size, texts.length, `in life ${life + 1} ${who} heard each once`));
      again += heard.flat().length - each;
      assert.deepEqual([failures, ends.timeout, errors], [[], 0, []], `${who}: nothing failed`);
    }
    await sleep(3_000);
    for (const who of PEOPLE) wishes[who] = 'read';
    await until('both have read', () => all(({ read, unread }) => read && unread === 0));
    for (const who of PEOPLE) wishes[who] = 'more';
    await until('both count ten', () => all(({ unread, quiet }) => quiet === 10 && unread === 10));
    for (const user of PEOPLE) {
      const { connections: sockets } = await server.fault({ connections: 'release', user });
      assert.equal(sockets, 1, `${user} has one socket`);
    }
    console.log(`\n${name}: ${2 * each} messages arrived, each once and in order, in ${Math.round((Date.now() - started) / 1000)} s; ${again} were told again to a page that had been loaded anew`);
    console.log(Object.entries(counts).map(([what, count]) => `${what} ${count}`).join(', '));
  } finally {
    await browser.close();
    control.close();
    control.closeAllConnections();
    await server.stop();
  }
}

for (const name of values.browser ? [values.browser] : ['chromium', 'firefox']) {
  console.log(`\n${name}, seed ${seed}`);
  await play(name);
}
