// The demo page's promises about attention and loss: what was not looked at is not read, what was written is not lost,
// what was written elsewhere is there.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { arrive } from './support/person.mjs';
import { browser, server } from './support/world.mjs';

/** The page is in view, and somebody types into another window. */
const looksAway = (person) => person.page.evaluate(() => {
  document.hasFocus = () => false;
  dispatchEvent(new Event('blur'));
});
const looksBack = (person) => person.page.evaluate(() => {
  delete document.hasFocus;
  dispatchEvent(new Event('focus'));
});

test('only what was seen is read', async () => {
  const alice = await arrive(browser, server, 'alice');
  const bob = await arrive(browser, server, 'bob');
  await alice.startChat('bob');
  await alice.write('first');
  await bob.openChat('alice');
  await alice.seesMessage({ text: 'first', state: 'read' });

  await looksAway(bob);
  await alice.write('second');
  await bob.seesMessage({ text: 'second' });
  await bob.seesUnread('alice', 1);
  await looksBack(bob);
  await bob.seesUnread('alice', 0);
  await alice.seesMessage({ text: 'second', state: 'read' });

  // What is out of view has not been seen either: 60 lines, and one looks at the oldest.
  for (let n = 0; n < 4; n++) await alice.write(Array.from({ length: 15 }, (_, line) => `line ${n} ${line}`).join('\n'));
  await alice.messages({ state: 'read' }).nth(5).waitFor();
  await bob.page.getByTestId('messages').locator('..').evaluate((scroller) => { scroller.scrollTop = 0; });
  await bob.page.getByTestId('to-newest').waitFor();
  await alice.write('at the end');
  await bob.seesUnread('alice', 1);
  assert.equal(await alice.messages({ text: 'at the end', state: 'read' }).count(), 0);
  await bob.page.getByTestId('to-newest').click();
  await alice.seesMessage({ text: 'at the end', state: 'read' });
  await bob.seesUnread('alice', 0);

  await alice.leave();
  await bob.leave();
});

test('what waits outlives a reload, shows so, and can be discarded', async () => {
  const carol = await arrive(browser, server, 'carol');
  const dave = await arrive(browser, server, 'dave');
  await carol.startChat('dave');
  await carol.write('hello');
  await carol.seesMessage({ text: 'hello', state: 'sent' });
  await server.kill();
  await carol.sees('reconnecting');
  await carol.write('kept');
  await carol.write('thought better of');
  await carol.inMenu({ text: 'thought better of', state: 'waiting' }, 'Discard');

  await server.start();
  await carol.page.reload();
  await carol.sees('online');
  await carol.seesMessage({ text: 'kept', state: 'sent' });
  await dave.openChat('carol');
  await dave.seesMessage({ text: 'kept' });
  assert.equal(await dave.messages({ text: 'thought better of' }).count(), 0);

  await carol.leave();
  await dave.leave();
});

test('a second device has the history, and marks of its own', async () => {
  const erin = await arrive(browser, server, 'erin');
  const frank = await arrive(browser, server, 'frank');
  await erin.startChat('frank');
  await erin.write('before there was a second');
  await erin.seesMessage({ text: 'before there was a second', state: 'sent' });

  const second = await arrive(browser, server, 'erin');
  await erin.sees('kicked');
  await second.openChat('frank');
  await second.seesMessage({ text: 'before there was a second', state: 'sent' });
  await second.inInfo('Pin to the top');
  await second.row('frank').getByLabel('Pinned').waitFor();
  await second.page.reload();
  await second.row('frank').getByLabel('Pinned').waitFor();

  for (const person of [erin, frank, second]) await person.leave();
});
