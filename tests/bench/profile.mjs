#!/usr/bin/env node
// Where the time of one message goes: a CPU profile of its cycle without a network, self time by function, from a build
// that keeps its names. It must never write into dist/.
//
//   node tests/bench/profile.mjs [--functions N]
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { launchBrowser } from '../../.tools/browser.mjs';
import { bind } from '../../.tools/build/bindgen.mjs';
import { bundle } from '../../.tools/build/bundle.mjs';
import { compile, packageInfo } from '../../.tools/build/cargo.mjs';
import { Served } from './support/served.mjs';
import { Tab } from './support/tab.mjs';

const KNOWN = 64;
const MESSAGES = 2_000;
const WARM_BURSTS = 3;
const BURSTS = 10;
const INTERVAL_US = 100;
/** What a function belongs to: the first pattern that fits. */
const KINDS = [
  ['JSON.parse', /^js +parsed?$/],
  ['clock', /^js +(ticks|now)$/],
  ['storage', /setItem|memberText|membersJson|Conversations.*>::(store|snapshot)/],
  ['garbage collection', /garbage collector/],
  ['the page and its socket', /\(\w[\w-]*\.js\)$/],
  ['the border between JS and wasm', /wasm-to-js|js-to-wasm|__wbg_|__wbindgen/],
  ['the core', /^wasm/],
  ['js/', /^js/],
];

const root = path.resolve(import.meta.dirname, '../..');
process.env.PATH = [path.join(root, 'target/tools/bin'), process.env.PATH].join(path.delimiter);
const { values: options } = parseArgs({ options: { functions: { type: 'string', default: '40' } } });

const dist = fs.mkdtempSync(path.join(os.tmpdir(), 'profile-'));
try {
  await build();
  print(await profile());
} finally {
  fs.rmSync(dist, { recursive: true });
}

async function build() {
  const info = packageInfo(root);
  const core = bind(compile(root, info, true), path.join(info.targetDir, 'sdk-named'), { named: true });
  const { outputs } = await bundle(root, info.version, core);
  for (const [name, content] of outputs) if (!name.includes('/')) fs.writeFileSync(path.join(dist, name), content);
}

async function profile() {
  const served = await Served.start(dist);
  const browser = await launchBrowser();
  const tab = await Tab.open(browser, `${served.origin}/inside.html`);
  await tab.evaluate(`inside.make('ours', ${KNOWN})`);
  for (let burst = 0; burst < WARM_BURSTS; burst++) await cycle(tab);
  await tab.call('Profiler.enable');
  await tab.call('Profiler.setSamplingInterval', { interval: INTERVAL_US });
  const selfTimes = new Map();
  for (let burst = 0; burst < BURSTS; burst++) add(selfTimes, (await cycle(tab, true)).profile);
  await browser.close();
  served.stop();
  return selfTimes;
}

async function cycle(tab, profiled = false) {
  await tab.evaluate(`inside.prepare(${MESSAGES}, ${KNOWN})`);
  if (profiled) await tab.call('Profiler.start');
  await tab.evaluate('inside.cycle("ours")');
  return profiled ? tab.call('Profiler.stop') : undefined;
}

/** Adds the microseconds that each function itself took. */
function add(selfTimes, { nodes, samples, timeDeltas }) {
  const names = new Map(nodes.map(({ id, callFrame }) => [id, nameOf(callFrame)]));
  samples.forEach((id, at) => selfTimes.set(names.get(id), (selfTimes.get(names.get(id)) ?? 0) + timeDeltas[at]));
}

function nameOf({ functionName, url }) {
  const name = (functionName || '(anonymous)').replace(/\[[0-9a-f]{16}\]/g, '');
  if (url.startsWith('wasm:')) return `wasm  ${name}`;
  return `js    ${name}${url.endsWith('/sdk.js') || !url ? '' : `  (${path.posix.basename(url)})`}`;
}

function print(selfTimes) {
  for (const idle of ['(idle)', '(program)', '(root)']) selfTimes.delete(`js    ${idle}`);
  const kinds = new Map();
  for (const [name, time] of selfTimes) {
    const [kind] = KINDS.find(([, pattern]) => pattern.test(name));
    kinds.set(kind, (kinds.get(kind) ?? 0) + time);
  }
  const total = [...kinds.values()].reduce((sum, time) => sum + time, 0);
  console.log(`us a message, self time; ${(total / BURSTS / MESSAGES).toFixed(2)} in all\n`);
  list(kinds, total, kinds.size);
  list(selfTimes, total, Number(options.functions));
}

function list(times, total, length) {
  for (const [name, time] of [...times].sort(([, a], [, b]) => b - a).slice(0, length)) {
    console.log(`${(time / BURSTS / MESSAGES).toFixed(2).padStart(6)}  ${((100 * time) / total).toFixed(1).padStart(4)} %  ${name}`);
  }
  console.log();
}
