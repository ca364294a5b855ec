// What it costs to have the script run and an object made. Against a script that does nothing.
import { Tab } from '../support/tab.mjs';

const KINDS = [
  { kind: 'empty', src: '/empty.js', make: '0' },
  { kind: 'socketio', src: '/socket.io.js', make: 'void (window.client = io(address, { transports: ["websocket"] }))' },
  { kind: 'ours', src: '/sdk.js', make: 'void (window.client = new JMessage({ address }))' },
];

export const name = 'start';

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
