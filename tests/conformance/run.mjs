#!/usr/bin/env node
// Plays the scenarios against a built script-tag bundle, in Chromium, and says where it behaves otherwise.
//
//   node tests/conformance/run.mjs [--sdk FILE] [--file 09] [--only SUBSTRING] [--pages N]
//
// --sdk    the bundle; without it, the one in dist/
// --file   only the scenario files whose name begins so
// --only   only the scenarios whose name contains this
// --pages  how many run side by side (2)
//
// What a step is and what is compared: README.md beside this file.
import fs from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { launchBrowser } from '../../.tools/browser.mjs';
import { differences } from './compare.mjs';
import { play } from './play.mjs';
import { Site } from './site.mjs';

/** How long all must be quiet before a step counts as over: first, and when a scenario that failed is tried again. */
const QUIET_MS = [10, 150];

const here = import.meta.dirname;
const { values: options } = parseArgs({
  options: {
    sdk: { type: 'string', default: builtBundle() },
    file: { type: 'string', default: '' },
    only: { type: 'string', default: '' },
    pages: { type: 'string', default: '2' },
  },
});
if (!options.sdk) stop('there is no bundle in dist/: run tests/run build, or name one with --sdk');

const queue = scenarios(options.file, options.only);
if (queue.length === 0) stop('no scenario has such a name');
const browser = await launchBrowser();
const failed = [];
await Promise.all(Array.from({ length: Number(options.pages) }, worker));
await browser.close();
console.log(`${queue.length - failed.length} passed, ${failed.length} failed`);
process.exitCode = failed.length ? 1 : 0;

function builtBundle() {
  const dist = path.resolve(here, '../../dist');
  const names = fs.existsSync(dist) ? fs.readdirSync(dist) : [];
  const name = names.find((each) => /^jmessage-sdk-web\..*\.min\.js$/.test(each));
  return name && path.join(dist, name);
}

function scenarios(file, only) {
  const folder = path.join(here, 'scenarios');
  return fs.readdirSync(folder).filter((name) => name.startsWith(file)).sort()
    .flatMap((name) => JSON.parse(fs.readFileSync(path.join(folder, name), 'utf8')))
    .filter((scenario) => scenario.name.includes(only));
}

/** Takes scenarios off the common list until none is left. */
async function worker() {
  const site = await Site.start(options.sdk);
  for (let scenario; (scenario = nextScenario()); ) {
    const found = await judge(site, scenario);
    if (found.length === 0) continue;
    failed.push(scenario);
    console.log([`FAIL ${scenario.name}`, ...found.map((line) => `     ${line}`)].join('\n'));
  }
  await site.stop();
}

function nextScenario() {
  nextScenario.at = (nextScenario.at ?? -1) + 1;
  return queue[nextScenario.at];
}

/** What differs, in lines; a scenario that differs is played once more, with more patience. */
async function judge(site, scenario) {
  let found;
  for (const quiet of QUIET_MS) {
    try {
      found = differences(scenario, await play(browser, site, scenario, quiet));
    } catch (error) {
      found = [error.message.split('\n')[0]];
    }
    if (found.length === 0) break;
  }
  return found;
}

function stop(sentence) {
  console.error(`conformance: ${sentence}`);
  process.exit(2);
}
