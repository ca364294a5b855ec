// The demo page when things go wrong: reloads, absence, a server that dies, a second sign-in, a refusal.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { arrive } from './support/person.mjs';
import { browser, server } from './support/world.mjs';

test('a reload keeps unread counts and messages', async () => {
  const alice = await arrive(browser, server, 'alice');
  const bob = await arrive(browser, server, 'bob');
  await bob.startChat('alice');
  await bob.write('one');
  await bob.write('two');
  await alice.seesUnread('bob', 2);

  await alice.page.reload();
  await alice.sees('online');
  await alice.seesUnread('bob', 2);
  await bob.write('three');
  await alice.seesUnread('bob', 3);
  await alice.openChat('bob');
  for (const text of ['one', 'two', 'three']) await alice.seesMessage({ text });
  await alice.seesUnread('bob', 0);

  // The chat stays open, and stays read.
  await alice.page.reload();
  await alice.sees('online');
  await alice.seesMessage({ text: 'three' });
  await alice.seesUnread('bob', 0);

  await alice.leave();
  await bob.leave();
});

test('who was away finds what was written meanwhile', async () => {
  const carol = await arrive(browser, server, 'carol');
  const dave = await arrive(browser, server, 'dave');
  await carol.startChat('dave');
  await carol.write('before');
  await dave.openChat('carol');
  await dave.seesMessage({ text: 'before' });

  // The window stays, so that its storage does; only the page is gone.
  await dave.page.goto('about:blank');
  await carol.write('while you were away');
  await carol.write('and another');
  await carol.seesMessage({ text: 'and another', state: 'sent' });

  await dave.page.goto(`${server.url}/demo/`);
  await dave.sees('online');
  await dave.seesUnread('carol', 2);
  await dave.openChat('carol');
  for (const text of ['before', 'while you were away', 'and another']) await dave.seesMessage({ text });
  await carol.seesMessage({ text: 'and another', state: 'read' });

  await carol.leave();
  await dave.leave();
});

test('the page comes back when the server does', async () => {
  const erin = await arrive(browser, server, 'erin');
  const frank = await arrive(browser, server, 'frank');
  await erin.startChat('frank');
  await erin.write('before the crash');
  await frank.openChat('erin');
  await frank.seesMessage({ text: 'before the crash' });

  await server.kill();
  await erin.sees('reconnecting');
  await frank.sees('reconnecting');
  await erin.write('written in the dark');
  await erin.seesMessage({ text: 'written in the dark', state: 'waiting' });

  await server.start();
  await erin.sees('online');
  await frank.sees('online');
  await frank.seesMessage({ text: 'written in the dark' });
  await erin.seesMessage({ text: 'written in the dark', state: 'read' });
  await frank.write('welcome back');
  await erin.seesMessage({ text: 'welcome back' });
  await erin.seesMessage({ text: 'before the crash' });

  await erin.leave();
  await frank.leave();
});

test('what waits outlives a reload, shows so, and can be discarded', async () => {
  const peggy = await arrive(browser, server, 'peggy');
  const rupert = await arrive(browser, server, 'rupert');
  await peggy.startChat('rupert');
  await peggy.write('hello');
  await peggy.seesMessage({ text: 'hello', state: 'sent' });
  await server.kill();
  await peggy.sees('reconnecting');
  await peggy.write('kept');
  await peggy.write('thought better of');
  await peggy.inMenu({ text: 'thought better of', state: 'waiting' }, 'Discard');

  await server.start();
  await peggy.page.reload();
  await peggy.sees('online');
  await peggy.seesMessage({ text: 'kept', state: 'sent' });
  await rupert.openChat('peggy');
  await rupert.seesMessage({ text: 'kept' });
  assert.equal(await rupert.messages({ text: 'thought better of' }).count(), 0);

  await peggy.leave();
  await rupert.leave();
});

test('a second sign-in ends the first, and says so', async () => {
  const first = await arrive(browser, server, 'grace');
  const second = await arrive(browser, server, 'grace');
  await first.sees('kicked');
  await first.page.getByTestId('banner').getByText('has signed in in another window').waitFor();

  await first.page.getByTestId('kicked-here').click();
  await first.sees('online');
  await second.sees('kicked');

  await second.page.getByTestId('kicked-sign-out').click();
  second.name = 'heidi';
  await second.signIn();
  await second.startChat('grace');
  await second.write('It is me, from the other window');
  await first.seesUnread('heidi', 1);

  await first.leave();
  await second.leave();
});

test('a message that was refused says why, and can be sent again', async () => {
  const ivan = await arrive(browser, server, 'ivan');
  const judy = await arrive(browser, server, 'judy');
  await ivan.startChat('judy');
  await server.fault({ event: 's_across_single_text', mode: 'error', code: 880207, times: 1, user: 'ivan' });
  await ivan.write('Can you hear me?');
  const refused = await ivan.seesMessage({ text: 'Can you hear me?', state: 'failed' });
  await refused.getByText('This person does not take your messages.').waitFor();

  await refused.getByTestId('retry').click();
  await ivan.seesMessage({ text: 'Can you hear me?', state: 'sent' });
  await judy.openChat('ivan');
  await judy.seesMessage({ text: 'Can you hear me?' });

  await ivan.leave();
  await judy.leave();
});

test('a message that is refused after a reload says so, too', async () => {
  const walter = await arrive(browser, server, 'walter');
  const xenia = await arrive(browser, server, 'xenia');
  await walter.startChat('xenia');
  await server.fault({ connections: 'black_hole', user: 'walter' });
  await walter.write('Still there?');
  await walter.seesMessage({ text: 'Still there?', state: 'sending' });
  await server.fault({ event: 's_across_single_text', mode: 'error', code: 880207, times: 1, user: 'walter' });
  await walter.page.reload();
  await walter.sees('online');
  await walter.openChat('xenia');
  const refused = await walter.seesMessage({ text: 'Still there?', state: 'failed' });
  await refused.getByText('This person does not take your messages.').waitFor();
  await refused.getByTestId('retry').click();
  await walter.seesMessage({ text: 'Still there?', state: 'sent' });

  await walter.leave();
  await xenia.leave();
});

test('who is not let in is told why, in their language, and so is who finds no server', async () => {
  const olga = await arrive(browser, server, 'olga', { locale: 'zh-CN' });
  await olga.page.evaluate(async () => {
    const { JIM } = await import('./sdk.js');
    JIM.loginOut();
    await JIM.promise.register({ username: 'taken', password: 'another' });
  });
  await olga.page.evaluate(() => sessionStorage.clear());
  await olga.page.reload();
  await olga.page.getByTestId('sign-in-name').fill('taken');
  await olga.page.getByTestId('sign-in').click();
  await olga.page.getByTestId('sign-in-error').getByText('密码不符').waitFor();

  await server.kill();
  await olga.page.getByTestId('sign-in-name').fill('olga');
  await olga.page.getByTestId('sign-in').click();
  await olga.page.getByTestId('sign-in-error').getByText('服务器没有应答').waitFor();
  await server.start();
  await olga.sees('online');
  await olga.leave();
});

test('a lost answer makes no second message', async () => {
  const mallory = await arrive(browser, server, 'mallory');
  const niaj = await arrive(browser, server, 'niaj');
  await niaj.startChat('mallory');
  // The server does what it is asked, but the answer is lost with the connection.
  for (const mode of ['no_ack', 'no_reply']) await server.fault({ event: 's_across_single_text', mode, times: 1, user: 'niaj' });
  await niaj.write('only once');
  await mallory.seesUnread('niaj', 1);
  await server.fault({ connections: 'cut_reset', user: 'niaj' });
  await niaj.seesMessage({ text: 'only once', state: 'sent' });
  await mallory.openChat('niaj');
  await mallory.seesMessage({ text: 'only once' });

  await mallory.leave();
  await niaj.leave();
});
