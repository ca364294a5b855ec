// What people do with each other on the demo page beyond talking: take back, befriend, meet in rooms, lead groups; and
// what counts as read, and what another device has.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
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

describe('the demo', { concurrency: 6 }, () => {
  test('only what was seen is read', async () => {
    const walter = await arrive(browser, server, 'walter');
    const wendy = await arrive(browser, server, 'wendy');
    await walter.startChat('wendy');
    await walter.write('first');
    await wendy.openChat('walter');
    await walter.seesMessage({ text: 'first', state: 'read' });

    await looksAway(wendy);
    await walter.write('second');
    await wendy.seesMessage({ text: 'second' });
    await wendy.seesUnread('walter', 1);
    await wendy.page.getByText('Unread messages').waitFor();
    await looksBack(wendy);
    await wendy.seesUnread('walter', 0);
    await walter.seesMessage({ text: 'second', state: 'read' });

    // What is out of view has not been seen either: 60 lines, and one looks at the oldest.
    await walter.write(Array.from({ length: 60 }, (_, line) => `line ${line}`).join('\n'));
    await walter.messages({ state: 'read' }).nth(2).waitFor();
    await wendy.page.getByTestId('messages').locator('..').evaluate((scroller) => { scroller.scrollTop = 0; });
    await wendy.page.getByTestId('to-newest').waitFor();
    await walter.write('at the end');
    await wendy.seesUnread('walter', 1);
    assert.equal(await walter.messages({ text: 'at the end', state: 'read' }).count(), 0);
    await wendy.page.getByTestId('to-newest').click();
    await walter.seesMessage({ text: 'at the end', state: 'read' });
    await wendy.seesUnread('walter', 0);

    await walter.leave();
    await wendy.leave();
  });

  test('a second device has the history, and marks of its own', async () => {
    const victor = await arrive(browser, server, 'victor');
    const uma = await arrive(browser, server, 'uma');
    await victor.startChat('uma');
    await victor.write('before there was a second');
    await victor.seesMessage({ text: 'before there was a second', state: 'sent' });

    const second = await arrive(browser, server, 'victor');
    await victor.sees('kicked');
    await second.openChat('uma');
    await second.seesMessage({ text: 'before there was a second', state: 'sent' });
    await second.inInfo('Pin to the top');
    await second.row('uma').getByLabel('Pinned').waitFor();
    await second.page.reload();
    await second.row('uma').getByLabel('Pinned').waitFor();

    for (const person of [victor, uma, second]) await person.leave();
  });

  test('a message that was taken back is readable nowhere, also after a reload', async () => {
    const alice = await arrive(browser, server, 'alice');
    const bob = await arrive(browser, server, 'bob');
    await alice.startChat('bob');
    await alice.write('the secret');
    await bob.openChat('alice');
    await bob.seesMessage({ text: 'the secret' });

    await alice.inMenu({ text: 'the secret', state: 'read' }, 'Take back');
    await alice.page.getByTestId('chat').getByText('You took back a message').waitFor();
    await bob.page.getByTestId('chat').getByText('alice took back a message').waitFor();
    for (const person of [alice, bob]) {
      await person.page.reload();
      await person.sees('online');
      await person.page.getByTestId('chat').getByText('took back a message').waitFor();
      assert.doesNotMatch(await person.page.content(), /the secret/);
      assert.doesNotMatch(await person.page.evaluate(() => JSON.stringify(localStorage)), /the secret/);
      await person.leave();
    }
  });

  test('a friend is asked, says yes, and has the name that I give', async () => {
    const carol = await arrive(browser, server, 'carol');
    const dave = await arrive(browser, server, 'dave');
    await carol.page.getByTestId('people-tab').click();
    await carol.page.getByTestId('start-friend').click();
    await carol.page.getByTestId('add-friend').getByLabel('Name').fill('dave');
    await carol.page.getByTestId('add-friend').getByLabel('A few words').fill('from the library');
    await carol.page.getByTestId('add-friend').getByRole('button', { name: 'Ask' }).click();
    await carol.page.getByTestId('toast').getByText('dave has been asked.').waitFor();

    await dave.page.getByTestId('request-count').getByText('1').waitFor();
    await dave.page.reload(); // the server tells it only once
    await dave.sees('online');
    await dave.page.getByTestId('people-tab').click();
    const request = dave.page.getByTestId('request').filter({ hasText: 'from the library' });
    await request.getByRole('button', { name: 'Accept' }).click();
    await dave.page.getByTestId('friend').getByText('carol').waitFor();
    await request.waitFor({ state: 'detached' });

    await carol.page.getByTestId('friend').getByText('dave').click();
    await carol.inInfo('My name for them');
    await carol.page.getByTestId('memo').getByRole('textbox').fill('Davy');
    await carol.page.getByTestId('memo').getByRole('button', { name: 'Save' }).click();
    await carol.page.getByTestId('chat-name').getByText('Davy').waitFor({ state: 'attached' });

    await carol.leave();
    await dave.leave();
  });

  test('a room is entered, talked in, and left', async () => {
    const [erin, frank] = [await arrive(browser, server, 'erin'), await arrive(browser, server, 'frank')];
    for (const person of [erin, frank]) {
      await person.page.getByTestId('rooms-tab').click();
      await person.page.getByTestId('room-row').filter({ hasText: 'Music' }).click();
      await person.page.getByTestId('chat-name').getByText('Music').waitFor();
    }
    await erin.write('What are you listening to?');
    await frank.seesMessage({ text: 'What are you listening to?' });
    await frank.page.reload(); // inside it stays
    await frank.seesMessage({ text: 'What are you listening to?' });
    await frank.inInfo('Leave the room');
    await frank.page.getByTestId('chat').waitFor({ state: 'hidden' });
    await erin.leave();
    await frank.leave();
  });

  test('what happens in a group is seen at once by all in it', async () => {
    const [grace, heidi] = [await arrive(browser, server, 'grace'), await arrive(browser, server, 'heidi')];
    await grace.startGroup('Choir', ['heidi']);
    await heidi.openChat('Choir');
    await heidi.page.getByTestId('chat').getByText('grace added You').waitFor();

    await grace.inInfo('Name and description');
    await grace.page.getByTestId('rename').getByLabel('Name of the group').fill('Chamber choir');
    await grace.page.getByTestId('rename').getByRole('button', { name: 'Save' }).click();
    await heidi.page.getByTestId('chat-name').getByText('Chamber choir').waitFor();
    await grace.page.getByTestId('info').getByText('Name and description').click();
    assert.equal(await grace.page.getByTestId('rename').getByLabel('Name of the group').inputValue(), 'Chamber choir');
    await grace.page.keyboard.press('Escape');
    await grace.page.getByTestId('member').filter({ hasText: 'heidi' }).getByRole('button').click();
    await grace.page.getByRole('menuitem', { name: 'Silence' }).click();
    await heidi.page.getByTestId('chat').getByText('You may not write any more').waitFor();
    await heidi.write('Hm?');
    const refused = await heidi.seesMessage({ text: 'Hm?', state: 'failed' });
    await refused.getByText('You may not write in this group at the moment.').waitFor();
    await refused.getByTestId('discard').click();
    await refused.waitFor({ state: 'detached' });

    await grace.page.getByTestId('info').getByText('Dissolve the group').click();
    await grace.page.getByTestId('sure-yes').click();
    await heidi.page.getByText('You are no longer in this group.').waitFor();
    await grace.leave();
    await heidi.leave();
  });

  test('typing shows, and who has read a message is listed', async () => {
    const [ivan, judy] = [await arrive(browser, server, 'ivan'), await arrive(browser, server, 'judy')];
    await ivan.startChat('judy');
    await ivan.write('Are you there?');
    await judy.openChat('ivan');
    await judy.page.getByTestId('compose').pressSequentially('y');
    await ivan.page.getByTestId('chat-about').getByText('is writing…').waitFor();
    await ivan.inMenu({ text: 'Are you there?', state: 'read' }, 'Who has read it');
    await ivan.page.getByTestId('readers-read').getByText('judy').waitFor();
    await ivan.leave();
    await judy.leave();
  });
});
