// The playground, driven as a reader would: every method called from its form, every listener's page opened.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { launchBrowser } from '../../.tools/browser.mjs';
import { startServer } from './support/server.mjs';

// What ends a session, or changes what others need, in this order, after all the rest.
const LAST = ['exitChatroom', 'delGroupKeeper', 'changeGroupAdmin', 'delGroupMembers', 'exitGroup', 'dissolveGroup', 'updateSelfPwd', 'loginOut', 'close'];
// An object to begin with, and ids for those that ask for one.
const FIRST = ['getAppkeyChatrooms', 'enterChatroom', 'createGroup', 'addGroupMembers', 'sendSingleMsg'];

let server, browser;
before(async () => {
  server = await startServer();
  browser = await launchBrowser();
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

async function openPlayground(hash = '', options = {}) {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const errors = [];
  page.on('pageerror', (error) => errors.push(error.message));
  await page.goto(`${server.url}/playground/${hash}`);
  await page.waitForSelector('#method h2');
  return { context, page, errors };
}

const panel = (page, at) => page.locator('.panel').nth(at);
const signIn = async (page, at) => {
  await panel(page, at).getByRole('button', { name: 'Sign in' }).click();
  await panel(page, at).locator('.state[data-state=login]').waitFor();
};

describe('the playground', () => {
  test('shows and calls all methods and listeners', async () => {
    const { context, page, errors } = await openPlayground('', { locale: 'en' });
    await signIn(page, 0);
    await signIn(page, 1);
    const names = await page.locator('nav a').allTextContents();
    const object = await page.evaluate(() => Object.getOwnPropertyNames(JMessage.prototype));
    const documented = object.filter((name) => !['constructor', 'on', 'once', 'promise'].includes(name));
    assert.deepEqual(names.toSorted(), documented.toSorted());

    const middle = names.filter((name) => !FIRST.includes(name) && !LAST.includes(name));
    const ends = new Map();
    for (const name of [...FIRST, ...middle, ...LAST]) {
      await page.evaluate((hash) => { location.hash = hash; }, name);
      await page.locator('#method h2', { hasText: new RegExp(`^${name}$`) }).waitFor();
      if (/^on[A-Z]/.test(name)) {
        assert.ok(await page.locator('#method .notice').isVisible());
        continue;
      }
      for (const field of await page.locator('#method input[type=file]').all()) {
        const image = Buffer.from('R0lGODlhAQABAAAAACwAAAAAAQABAAA=', 'base64');
        await field.setInputFiles({ name: 'dot.gif', mimeType: 'image/gif', buffer: image });
      }
      const answers = panel(page, 0).locator('.answer', { hasText: name });
      const known = await answers.count();
      await page.getByRole('button', { name: 'Call as ann' }).click();
      await answers.nth(known).waitFor({ state: 'attached' });
      ends.set(name, (await answers.nth(known).getAttribute('class')).split(' ').at(-1));
    }
    const went = (how) => Array.from(ends).filter(([, end]) => how.includes(end)).map(([name]) => name);
    assert.deepEqual(went(['throws']), []);
    // Nothing to answer with: no such message to report, no request to accept, logged in already, and the like.
    const refused = went(['fail']);
    assert.ok(refused.length <= 14, `refused: ${refused.join(', ')}`);
    for (const name of ['sendSingleMsg', 'sendSinglePic', 'createGroup', 'sendGroupMsg', 'enterChatroom', 'getUserInfo', 'addFriend']) {
      assert.equal(ends.get(name), 'success', name);
    }
    assert.deepEqual(errors, []);
    await context.close();
  });

  test('shows what the other hears, and the frames of both', async () => {
    const { context, page } = await openPlayground('', { locale: 'en' });
    await signIn(page, 0);
    await signIn(page, 1);
    await page.getByRole('button', { name: 'Call as bob' }).click();
    await panel(page, 1).locator('.answer.success', { hasText: 'sendSingleMsg' }).waitFor();
    await panel(page, 1).getByLabel('Frames').check();
    const sent = panel(page, 1).locator('.frame', { hasText: 's_across_single_text' });
    await sent.first().waitFor();
    await page.locator('#field-target_username').fill('ann');
    await page.getByRole('button', { name: 'Call as bob' }).click();
    await panel(page, 0).locator('.event', { hasText: 'onMsgReceive' }).waitFor();
    await context.close();
  });

  test('a link carries the call, in its language and without secrets', async () => {
    const { context, page } = await openPlayground('#login', { locale: 'en' });
    await page.locator('#field-username').fill('小安');
    await page.getByRole('button', { name: 'Copy link' }).click();
    const link = page.url();
    assert.ok(!decodeURIComponent(link).includes('secret'));
    await page.goto('about:blank');
    await page.goto(link.replace('%3Fen%26', '%3Fzh%26'));
    await page.locator('#method h2', { hasText: 'login' }).waitFor();
    assert.equal(await page.locator('#field-username').inputValue(), '小安');
    assert.equal(await page.locator('#lead').textContent(), '对着本地服务器实时调用每个方法和监听');
    await context.close();
  });
});
