// The object itself: its prototype, its methods pulled off it, and the ways that a script reaches a page.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { World, heard } from './world.mjs';

test('hooks on the prototype are called, before and after objects were made', () => {
  const world = new World();
  const { prototype } = world.page.JMessage;
  const object = world.enter();
  const calls = [];
  const { sendSingleMsg } = prototype;
  prototype.sendSingleMsg = function (args) {
    calls.push(this === object);
    return sendSingleMsg.call(this, { ...args, content: `${args.content}!` });
  };
  object.sendSingleMsg({ target_username: 'bob', content: 'x' });
  assert.equal(world.sent('s_across_single_text')[0].content.msg_body.text, 'x!');
  assert.deepEqual(calls, [true]);
});

test("a subclass's methods are its own, and super's are ours", () => {
  const world = new World();
  const object = world.run(`
    class Mine extends JMessage {
      constructor(options) { super(options); this.mine = true; }
      isLogin() { return 'mine ' + super.isLogin(); }
    }
    new Mine({ address: 'ws://server' })
  `);
  assert.deepEqual([object.isLogin(), object.mine, object instanceof world.page.JMessage], ['mine false', true, true]);
});

test('methods pulled off the object, or called through a proxy, go on working', () => {
  const world = new World();
  const object = world.enter();
  const { isLogin, sendSingleMsg } = object;
  assert.equal(isLogin(), true);
  sendSingleMsg({ target_username: 'bob', content: 'x' });
  const proxy = new Proxy(object, {});
  assert.equal(proxy.isLogin(), true);
  heard(proxy.sendSingleMsg({ target_username: 'bob', content: 'y' }));
  assert.equal(world.sent('s_across_single_text').length, 2);
  assert.deepEqual(Object.keys(object), []);
  assert.throws(() => world.page.JMessage.prototype.isLogin.call({}), /no JMessage/);
});

test('a timer that a frame set starts afresh: a hidden page pings in time', () => {
  const world = new World();
  world.make();
  world.connect(5_000); // As socket.io 2 has it: this server cuts whoever is silent for 30 s.
  // Chrome fires the timers of a page that is long hidden once a minute, if a timer set them.
  let chained = false;
  const { setTimeout } = world.page;
  const late = (run, ms) => {
    const now = chained;
    return setTimeout(() => {
      chained = true;
      run();
      chained = false;
    }, now ? Math.ceil((world.now + ms) / 60_000) * 60_000 - world.now : ms);
  };
  world.page.setTimeout = late;
  world.hear('3');
  const pings = [];
  for (let second = 0; second < 300; second++) {
    world.advance(1000);
    const all = world.socket.sent.filter((frame) => frame === '2').length;
    if (all > pings.length) {
      pings.push(world.now);
      world.hear('3');
    }
  }
  const gaps = pings.slice(1).map((at, i) => at - pings[i]);
  assert.ok(pings.length >= 10 && Math.max(...gaps) <= 27_000, `${gaps}`);
});

test('an AMD loader gets the class, and a plain script tag gives it no nameless module', () => {
  const loaded = (attribute) => {
    const calls = [];
    const define = (...args) => { calls.push(args); };
    define.amd = {};
    const document = { currentScript: { getAttribute: () => attribute } };
    const world = new World({ define, document });
    assert.equal(typeof world.page.JMessage, 'function', 'the global stays');
    return { calls, world };
  };
  const asModule = loaded('sdk');
  assert.equal(asModule.calls[0].at(-1)(), asModule.world.page.JMessage);
  const asScript = loaded(null);
  assert.ok(asScript.calls.every(([name]) => typeof name === 'string'), 'anonymous define() fails in a plain script tag');
  assert.equal(asScript.calls[0].at(-1)(), asScript.world.page.JMessage);
});
