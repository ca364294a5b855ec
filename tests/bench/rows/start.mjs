// What it costs to have the script run and an object made. Against a script that does nothing and a bare WebSocket.
import { atMostThere } from '../support/marks.mjs';
import { Tab } from '../support/tab.mjs';

const KINDS = [
  { kind: 'raw', src: '/empty.js', make: 'void (window.client = new WebSocket(`${address}/socket.io/?EIO=3&transport=websocket`))' },
  { kind: 'socketio', src: '/socket.io.js', make: 'void (window.client = io(address, { transports: ["websocket"] }))' },
  { kind: 'ours', src: '/sdk.js', make: 'void (window.client = new JMessage({ address }))' },
];
const floors = (what) => ({ raw: `raw ${what}`, 'socket.io': `socketio ${what}` });

export const name = 'start';
export const title = { en: 'Start', zh: '启动' };
export const unit = 'ms';
export const lines = [
  { of: { en: 'script, CPU', zh: '脚本，CPU' }, ours: 'ours script', floors: floors('script'), mark: atMostThere(9, 'ms'), published: '12.8' },
  { of: { en: 'script, wall', zh: '脚本，耗时' }, ours: 'ours script wall', floors: floors('script wall'), published: '19' },
  { of: { en: 'constructor, CPU', zh: '构造函数，CPU' }, ours: 'ours new', floors: floors('new'), mark: atMostThere(1, 'ms'), published: '3' },
];

export async function* measure({ browser, served }) {
  for (const { kind, src, make } of KINDS) {
    const tab = await Tab.open(browser, `${served.origin}/blank.html`);
    let wall;
    const script = await tab.cost(async () => { wall = await tab.evaluate(`spanOf(() => load('${src}'))`); });
    yield { key: `${kind} script`, value: script / 1_000 };
    yield { key: `${kind} script wall`, value: wall };
    await tab.evaluate('void (window.address = `ws://${location.host}`)');
    const made = await tab.cost(() => tab.evaluate(make));
    yield { key: `${kind} new`, value: made / 1_000 };
    await tab.close();
  }
}
