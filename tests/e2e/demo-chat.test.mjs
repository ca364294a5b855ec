// Two real browser contexts on the demo page over the real server: what people do when all goes well.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { describe, test } from 'node:test';
import { arrive } from './support/person.mjs';
import { browser, server } from './support/world.mjs';

// A picture of 2 x 1 pixels.
const PICTURE = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAIAAAABCAIAAAB7QOjdAAAAD0lEQVR4nGP438DA0PAfAAqAAv+UN9SuAAAAAElFTkSuQmCC',
  'base64',
);

describe('the demo', { concurrency: 4 }, () => {
  test('two people chat both ways, and see that they were read', async () => {
    const alice = await arrive(browser, server, 'alice');
    const bob = await arrive(browser, server, 'bob');

    await alice.startChat('bob');
    await alice.write('Hello Bob');
    await alice.seesMessage({ text: 'Hello Bob', state: 'sent' });

    await bob.seesUnread('alice', 1);
    await bob.openChat('alice');
    await bob.seesUnread('alice', 0);
    await bob.seesMessage({ text: 'Hello Bob', state: 'received' });
    await alice.seesMessage({ text: 'Hello Bob', state: 'read' });

    await bob.write('Hello Alice');
    await alice.seesMessage({ text: 'Hello Alice', state: 'received' });
    await bob.seesMessage({ text: 'Hello Alice', state: 'read' });
    await alice.seesUnread('bob', 0);

    await alice.leave();
    await bob.leave();
  });

  test('text arrives as it was written, whatever it looks like', async () => {
    const carol = await arrive(browser, server, 'carol');
    const dave = await arrive(browser, server, '大卫');
    const texts = ['<img src=x onerror=alert(1)>', '你好，世界 👋🏽 𠮷', '"quotes" & \\slashes\\', '__proto__'];

    await carol.startChat('大卫');
    for (const text of texts) await carol.write(text);
    await dave.openChat('carol');
    for (const text of texts) await dave.seesMessage({ text });

    await carol.leave();
    await dave.leave();
  });

  test('a chat that was left counts its messages again', async () => {
    const erin = await arrive(browser, server, 'erin', { viewport: { width: 390, height: 844 } });
    const frank = await arrive(browser, server, 'frank');

    await frank.startChat('erin');
    await frank.write('one');
    await erin.openChat('frank');
    await erin.seesMessage({ text: 'one' });
    // On a phone's width the chat takes the list's place.
    await erin.page.getByTestId('chats').waitFor({ state: 'hidden' });
    await erin.page.getByTestId('back').click();
    await erin.seesUnread('frank', 0);

    await frank.write('two');
    await frank.write('three');
    await erin.seesUnread('frank', 2);

    await erin.leave();
    await frank.leave();
  });

  test('pictures and files arrive whole', async () => {
    const grace = await arrive(browser, server, 'grace');
    const heidi = await arrive(browser, server, 'heidi');
    const notes = { name: '会议 notes.txt', mimeType: 'text/plain', buffer: Buffer.from('first line\n第二行\n') };

    await grace.startChat('heidi');
    await grace.attach({ name: 'dot.png', mimeType: 'image/png', buffer: PICTURE });
    await grace.seesMessage({ type: 'image', state: 'sent' });
    await grace.attach(notes);
    await grace.seesMessage({ type: 'file', state: 'sent' });

    await heidi.openChat('grace');
    const picture = (await heidi.seesMessage({ type: 'image' })).locator('img');
    await heidi.page.waitForFunction((image) => image.naturalWidth === 2, await picture.elementHandle());
    const file = await heidi.seesMessage({ type: 'file' });
    await file.getByText(notes.name, { exact: true }).waitFor();
    const download = heidi.page.waitForEvent('download');
    await file.locator('a[href]').click();
    assert.deepEqual(await readFile(await (await download).path()), notes.buffer);

    await grace.leave();
    await heidi.leave();
  });

  test('places, what is dropped and what is passed on arrive, and an upload can be cancelled', async () => {
    const peggy = await arrive(browser, server, 'peggy');
    const rupert = await arrive(browser, server, 'rupert');
    await peggy.startChat('rupert');
    await peggy.page.getByTestId('attach').click();
    await peggy.page.getByRole('menuitem', { name: 'Location' }).click();
    const place = peggy.page.getByTestId('place-dialog');
    for (const [label, value] of [['Name of the place', '北门'], ['Latitude', '22.5'], ['Longitude', '0']]) await place.getByLabel(label).fill(value);
    await place.getByRole('button', { name: 'Send' }).click();
    await peggy.page.getByTestId('chat').evaluate((pane) => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File(['dropped'], 'dropped.txt'));
      for (const type of ['dragover', 'drop']) pane.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }));
    });
    await peggy.inMenu({ type: 'file', state: 'sent' }, 'Forward');
    await peggy.page.getByTestId('forward').getByRole('button', { name: 'rupert' }).click();

    await rupert.openChat('peggy');
    await (await rupert.seesMessage({ type: 'location' })).getByText('北门').waitFor();
    await rupert.messages({ type: 'file' }).nth(1).waitFor();

    await peggy.page.route('**/resource*', () => {}); // never answered
    await peggy.attach({ name: 'endless.bin', mimeType: 'application/octet-stream', buffer: Buffer.alloc(1e6) });
    await peggy.page.getByTestId('cancel-upload').last().click();
    await peggy.page.getByText('endless.bin').first().waitFor({ state: 'detached' });
    await peggy.leave();
    await rupert.leave();
  });

  test('a group is made, grows, and counts who has yet to read', async () => {
    const ivan = await arrive(browser, server, 'ivan');
    const judy = await arrive(browser, server, 'judy');
    const mallory = await arrive(browser, server, 'mallory');

    await ivan.startGroup('Picnic', ['judy']);
    await ivan.page.getByTestId('chat-about').getByText('judy').waitFor();
    await judy.openChat('Picnic');
    await ivan.inInfo('Add members');
    await ivan.page.getByTestId('more-members').getByRole('textbox').fill('mallory');
    await ivan.page.getByTestId('more-members').getByRole('button', { name: 'Add' }).click();
    await ivan.page.getByTestId('member').getByText('mallory').waitFor();
    await ivan.page.keyboard.press('Escape');
    await ivan.page.getByTestId('chat-about').getByText('mallory').waitFor();
    await mallory.row('Picnic').waitFor();

    await ivan.write('Who brings what?');
    await judy.seesMessage({ text: 'Who brings what?' });
    await mallory.seesUnread('Picnic', 1);
    const question = await ivan.seesMessage({ text: 'Who brings what?', state: 'sent' });
    await question.getByText('1 unread').waitFor();
    await mallory.openChat('Picnic');
    await ivan.seesMessage({ text: 'Who brings what?', state: 'read' });

    await mallory.write('Bread');
    await ivan.seesMessage({ text: 'Bread' });
    await judy.seesMessage({ text: 'Bread' });

    for (const person of [ivan, judy, mallory]) await person.leave();
  });

  test('nobody is found under a name that nobody has, and what was typed stays', async () => {
    const niaj = await arrive(browser, server, 'niaj');
    await niaj.startChat('no-such-person');
    const dialog = niaj.page.getByTestId('new-chat');
    await dialog.getByText('There is no user of that name here.').waitFor();
    await niaj.page.keyboard.press('Escape');
    await niaj.page.getByTestId('start-chat').click();
    assert.equal(await dialog.getByRole('textbox').inputValue(), 'no-such-person');
    await niaj.leave();
  });

  test('the page speaks the language that was chosen last', async () => {
    const olivia = await arrive(browser, server, 'olivia', { locale: 'zh-CN' });
    await olivia.page.getByText('会话', { exact: true }).waitFor();
    await olivia.page.getByRole('button', { name: 'Switch to English' }).click();
    await olivia.page.getByText('Chats', { exact: true }).waitFor();
    await olivia.page.reload();
    await olivia.page.getByText('Chats', { exact: true }).waitFor();
    await olivia.leave();
  });
});
