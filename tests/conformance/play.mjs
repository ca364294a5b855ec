// Plays one scenario in a page of its own and returns what was seen, step by step. It must never judge it.
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** When the scenarios were recorded: messages carry the page's time. */
const START = Date.UTC(2018, 0, 26);
/** Fails a scenario that hangs, instead of the whole run. */
const PATIENCE_MS = 15_000;

export async function play(browser, site, scenario, quiet) {
  site.reset();
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    page.setDefaultTimeout(PATIENCE_MS);
    await page.clock.install({ time: START });
    await page.clock.pauseAt(START + 1000);
    await page.addInitScript({ path: path.join(import.meta.dirname, 'before-page.js') });
    await page.goto(site.origin);
    const seen = [];
    for (const step of scenario.steps) seen.push(await see(page, site, step, quiet));
    return seen;
  } finally {
    await context.close();
  }
}

/** Does one step and returns what came of it, once all is quiet: nothing under way, and nothing new for a while. */
async function see(page, site, step, quiet) {
  const { peer } = site;
  peer.beginStep();
  site.uploads = [];
  let trouble = await STEPS[step.do]({ page, site, peer, id: step.jim ?? 'JIM' }, step);
  const log = [];
  const deadline = Date.now() + PATIENCE_MS;
  for (let quietNow = false; !quietNow && Date.now() < deadline; ) {
    await sleep(quiet);
    const { news, uploading, sockets } = await page.evaluate(() => ({ news: window.conformance.log.splice(0), ...window.traffic() }));
    log.push(...news);
    quietNow = news.length === 0 && uploading === 0 && peer.agreesWith(sockets);
  }
  if (Date.now() >= deadline) trouble ??= 'it never came to rest';
  return { frames: peer.frames, connects: peer.connects, page: log, uploads: site.uploads, trouble };
}

/** What each step does; it returns a sentence if it could not. */
const STEPS = {
  async new({ page, peer, id }, { opts = {}, connect = true }) {
    const before = peer.accepted;
    await page.evaluate(([name, options]) => window.conformance.make(name, options), [id, opts]);
    if (!connect) return;
    const deadline = Date.now() + PATIENCE_MS / 3;
    const connected = () => page.evaluate((name) => window.conformance.isConnect(name), id);
    while (Date.now() < deadline && !(peer.accepted > before && (await connected()))) await sleep(5);
  },
  listen: ({ page, id }, { methods }) => page.evaluate(([name, list]) => window.conformance.listen(name, list), [id, methods]),
  call: ({ page, id }, { method, args = [], label = method, on = ['success', 'fail', 'ack'] }) =>
    page.evaluate((list) => window.conformance.call(...list), [id, method, args, label, on]),
  reply: ({ peer }, step) => (peer.answer(step) ? undefined : `nothing to answer: ${step.to}`),
  ack: ({ peer }, { to, nth }) => (peer.answer({ to, nth }) ? undefined : `nothing to ack: ${to}`),
  push: ({ peer }, { event, data }) => peer.push(event, data),
  raw: ({ peer }, { frame }) => peer.sendRaw(frame),
  autoReply: ({ peer }, { events }) => { peer.autoReply = events; },
  tick: ({ page }, { ms }) => page.clock.runFor(ms),
  drop: ({ peer }) => peer.cut(),
  close: ({ peer }) => peer.close(),
  refuse: ({ peer }, { value = true }) => { peer.refuse = value; },
  upload: ({ site }, reply) => { site.uploadReplies.push(reply); },
  storage: ({ page }) => page.evaluate(() => window.conformance.storage()),
  setStorage: ({ page }, { entries }) => page.evaluate((list) => window.conformance.setStorage(list), entries),
  async reload({ page, peer }) {
    await page.reload();
    peer.beginPage();
  },
};
