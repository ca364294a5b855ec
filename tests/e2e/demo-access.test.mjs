// The demo page for everybody: axe without a finding, targets of 44 px, and the keyboard alone. And what a message costs:
// DOM work that doesn't grow with the chats.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { describe, test } from 'node:test';
import { arrive } from './support/person.mjs';
import { browser, server } from './support/world.mjs';

const tools = createRequire(path.resolve(import.meta.dirname, '../../.tools/package.json'));
const axe = await readFile(tools.resolve('axe-core/axe.min.js'), 'utf8');
const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

async function findings(page) {
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => globalThis.axe.run());
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => `${id}: ${html}\n${failureSummary}`));
}

/** What is to be pressed and is smaller than a fingertip; links in a text are as high as its lines. */
const small = (page) => page.evaluate(() => [...document.querySelectorAll('button, select, a, input:not([type=checkbox]), textarea, label.setting, label.check')]
  .filter((one) => one.checkVisibility() && !one.closest('.message-text, .unseen'))
  .filter((one) => one.getBoundingClientRect().width < 43.5 || one.getBoundingClientRect().height < 43.5)
  .map((one) => one.outerHTML.slice(0, 120)));

async function isForEverybody(page, where) {
  // What moves in has arrived: half a fade has half the contrast.
  await page.evaluate(() => Promise.all(document.getAnimations().map((one) => one.finished.catch(() => {}))));
  assert.deepEqual(await findings(page), [], where);
  assert.deepEqual(await small(page), [], `44 px: ${where}`);
}

async function isForEverybodyInDialogs(page) {
  for (const [opener, what] of [['message-more', 'a menu'], ['start-group', 'a dialog'], ['my-profile', 'my profile']]) {
    await page.getByTestId(opener).last().click();
    await isForEverybody(page, what);
    await page.keyboard.press('Escape');
  }
}

/** Records of DOM changes while one message is written and confirmed. */
async function domWork(person, text) {
  await person.page.evaluate(() => {
    window.records = 0;
    window.watcher = new MutationObserver((records) => { window.records += records.length; });
    window.watcher.observe(document.body, { subtree: true, childList: true, attributes: true, characterData: true });
  });
  await person.write(text);
  await person.seesMessage({ text, state: 'sent' });
  return person.page.evaluate(() => (window.watcher.disconnect(), window.records));
}

describe('the demo', { concurrency: 4 }, () => {
  test('axe finds nothing, and whatever is pressed is large enough', async () => {
    const bob = await arrive(browser, server, 'bob');
    for (const [scheme, device] of [['light', {}], ['dark', PHONE]]) {
      const alice = await arrive(browser, server, `alice-${scheme}`, { colorScheme: scheme, ...device });
      const { page } = alice;
      await alice.startGroup('Picnic', ['bob']);
      await alice.write('See https://example.com/a');
      await bob.openChat('Picnic');
      await bob.write('Looks good');
      await alice.seesMessage({ text: 'Looks good' });
      await alice.attach({ name: 'notes.txt', mimeType: 'text/plain', buffer: Buffer.from('1') });
      await alice.seesMessage({ type: 'file', state: 'read' });
      await isForEverybody(page, `${scheme}: a chat`);
      await page.getByTestId('chat-title').click();
      await page.getByTestId('member').getByText('bob').waitFor();
      await isForEverybody(page, `${scheme}: about a group`);
      await page.keyboard.press('Escape');
      if (scheme === 'dark') await page.getByTestId('back').click();
      else await isForEverybodyInDialogs(page);
      for (const tab of ['people-tab', 'rooms-tab']) {
        await page.getByTestId(tab).click();
        if (tab === 'rooms-tab') await page.getByTestId('room-row').first().waitFor();
        await isForEverybody(page, `${scheme}: ${tab}`);
      }
      await page.getByTestId('sign-out').click();
      await isForEverybody(page, `${scheme}: sign-in`);
      await alice.leave();
      await bob.row('Picnic').first().waitFor();
      await bob.inInfo('Leave the group');
      await bob.page.getByTestId('sure-yes').click();
      await bob.row('Picnic').waitFor({ state: 'detached' });
    }
    await bob.leave();
  });

  test('the keyboard alone goes from the list to a message and back', async () => {
    const carol = await arrive(browser, server, 'carol');
    const dave = await arrive(browser, server, 'dave');
    for (const name of ['bob', 'dave']) await carol.startChat(name);
    const { page } = carol;
    await carol.row('dave').getByRole('link').or(carol.row('dave')).first().focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Enter');
    await page.getByTestId('chat-name').getByText('dave').waitFor();
    await page.getByTestId('compose').focus();
    // While an input method composes, Enter picks a word and sends nothing.
    await page.getByTestId('compose').evaluate((field) => {
      field.value = 'ni hao';
      field.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', isComposing: true, bubbles: true, cancelable: true }));
      field.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', keyCode: 229, bubbles: true, cancelable: true }));
    });
    assert.equal(await carol.messages({ text: 'ni hao' }).count(), 0);
    await page.keyboard.press('Enter');
    await carol.seesMessage({ text: 'ni hao' });
    await page.getByTestId('message-more').focus();
    await page.keyboard.press('Enter');
    await page.getByRole('menuitem').first().waitFor();
    await page.keyboard.press('End');
    await page.keyboard.press('Enter'); // take back
    await page.getByTestId('chat').getByText('You took back a message').waitFor();
    await carol.leave();
    await dave.leave();
  });

  test('a message costs the same among three chats and among five hundred', async () => {
    const work = [];
    const frank = await arrive(browser, server, 'frank');
    for (const chats of [3, 500]) {
      const erin = await arrive(browser, server, `erin-${chats}`);
      await erin.remembers({ chats, messages: 10 });
      await erin.startChat('frank');
      await domWork(erin, 'warm');
      work.push(await domWork(erin, 'measured'));
      await erin.leave();
    }
    await frank.leave();
    const [few, many] = work;
    console.log(`# DOM records of a message: ${few} among 3 chats, ${many} among 500`);
    assert.ok(many <= few + 2, `${few} records among 3 chats, ${many} among 500`);
    assert.ok(many < 60, `${many} records`);
  });

  test('whoever is added to many groups asks for the members of none', async () => {
    const grace = await arrive(browser, server, 'grace');
    const heidi = await arrive(browser, server, 'heidi');
    const asked = [];
    heidi.page.on('websocket', (socket) => socket.on('framesent', ({ payload }) => asked.push(payload)));
    await heidi.page.reload();
    await heidi.sees('online');
    for (let n = 0; n < 4; n++) {
      await grace.startGroup(`group ${n}`, ['heidi']);
      await grace.page.getByTestId('chat-name').getByText(`group ${n}`).waitFor();
    }
    await heidi.openChat('group 3');
    await heidi.page.getByTestId('chat-about').getByText('grace').waitFor();
    await heidi.openChat('group 2');
    await heidi.page.getByTestId('chat-about').getByText('grace').waitFor();
    await heidi.openChat('group 3');
    assert.equal(asked.filter((frame) => String(frame).includes('"get_group_members"')).length, 2);
    await grace.leave();
    await heidi.leave();
  });
});
