// Plays one scenario in a page of its own and returns what was seen, step by step. It must never judge it.
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
    await page.addInitScript(runZeroDelaysAtOnce);
    await page.goto(site.origin);
    const seen = [];
    for (const step of scenario.steps) seen.push(await see(page, site, step, quiet));
    return seen;
  } finally {
    await context.close();
  }
}

/** Runs in the page. A timer without delay means "next turn", not a span of time: it does not wait for the clock. */
function runZeroDelaysAtOnce() {
  const later = window.setTimeout;
  window.setTimeout = (callback, ms, ...args) => {
    if (ms > 0) return later(callback, ms, ...args);
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      callback(...args);
    };
    port2.postMessage(0);
    return -1;
  };
}

/** Does one step and returns what came of it, once nothing has happened for a while on the wire or in the page. */
async function see(page, site, step, quiet) {
  const { peer } = site;
  peer.beginStep();
  site.uploads = [];
  const trouble = await STEPS[step.do]({ page, site, peer, id: step.jim ?? 'JIM' }, step);
  const deadline = Date.now() + PATIENCE_MS;
  const log = [];
  for (let lastNews = Date.now(); Date.now() < deadline; ) {
    const news = await page.evaluate(() => window.conformance.log.splice(0));
    log.push(...news);
    if (news.length > 0) lastNews = Date.now();
    const left = Math.max(lastNews, peer.lastActivity) + quiet - Date.now();
    if (left <= 0) break;
    await sleep(left);
  }
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
    peer.forgetRequests();
    await page.reload();
  },
};
