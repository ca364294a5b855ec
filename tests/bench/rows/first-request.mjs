// How long after a page was asked for its first request is on the wire, by the server's clock: with nothing in the
// browser's caches, and once the script is there, compiled. Against a page that opens a bare WebSocket.
import { plus } from '../support/marks.mjs';
import { Tab } from '../support/tab.mjs';

const KINDS = ['raw', 'socketio', 'ours'];
/** From the third load on, browsers keep the compiled script too. */
const LOADS_TO_WARM = 3;
const WARM_LOADS = 3;

export const name = 'first-request';
export const title = { en: 'First request on the wire', zh: '首个请求发出' };
export const unit = 'ms';
export const lines = [['cold', '冷启动'], ['warm', '热启动']].map(([en, zh]) => ({
  of: { en, zh },
  ours: `ours ${en}`,
  floors: { raw: `raw ${en}`, 'socket.io': `socketio ${en}` },
  mark: plus(10, 'ms', 'raw'),
}));

export async function* measure({ browser, served }) {
  for (const kind of KINDS) {
    const url = `${served.origin}/first-${kind}.html`;
    const tab = await Tab.open(browser, url);
    yield { key: `${kind} cold`, value: await served.peer('firstRequest') };
    for (let load = 0; load < LOADS_TO_WARM + WARM_LOADS; load++) {
      await tab.goto(`${url}?${load}`);
      const value = await served.peer('firstRequest');
      if (load >= LOADS_TO_WARM) yield { key: `${kind} warm`, value };
    }
    await tab.close();
  }
}
