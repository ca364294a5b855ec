// Apps that use the hooks, in development: React in StrictMode, Vue with the object in a Pinia store. They show what comes,
// and keep one socket while their code is edited.
import assert from 'node:assert/strict';
import fs from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { launchBrowser } from '../../.tools/browser.mjs';
import { tools } from './support/project.mjs';
import { Site } from './support/site.mjs';
import { Tool } from './support/tool.mjs';

let browser;
before(async () => { browser = await launchBrowser(); });
after(() => browser?.close());

const CONVERSATIONS = [{ type: 3, key: '1', name: 'bob', username: 'bob', appkey: 'k', mtime: 1 }];
const fromBob = (msg_id, text) => ({
  uid: 1, rid: msg_id,
  messages: [{
    msg_id, ctime_ms: msg_id, msg_type: 3, from_username: 'bob', from_appkey: 'k',
    content: { msg_type: 'text', msg_body: { text }, target_type: 'single', from_id: 'bob', from_appkey: 'k', target_id: 'ann', target_appkey: 'k' },
  }],
});

for (const [folder, file] of [['react', 'App.jsx'], ['vue', 'App.vue']]) {
  test(`${folder}: what comes is shown, by one socket, through hot reloading`, async (context) => {
    const site = await Site.start();
    site.answers = { get_conversations: { conversations: CONVERSATIONS }, s_across_single_text: { msg_id: 10, ctime_ms: 10 } };
    const tool = await Tool.lay(folder);
    const page = await browser.newPage();
    // In this order: a page keeps its socket, and its server waits for that.
    context.after(async () => { await page.close(); await tool.stop(); await site.stop(); });
    const origin = await tool.serve('vite --port {port} --strictPort');
    const thrown = [];
    page.on('pageerror', (error) => thrown.push(error.message));
    const shows = (selector, text) => page.waitForFunction(([at, wanted]) => document.querySelector(at)?.textContent === wanted, [selector, text])
      .catch(async () => assert.equal(await page.textContent(selector), text));

    await page.goto(`${origin}/?server=${site.origin}`);
    await shows('#shown', 'online | bob 0 | sent | Hello');
    site.push('msg_sync', fromBob(11, 'Hi'));
    await shows('#shown', 'online | bob 0 | sent | Hello | Hi'); // Shown, so it is read.

    const source = path.join(tool.folder, file);
    await fs.writeFile(source, (await fs.readFile(source, 'utf8')).replace('<h1>before', '<h1>after'));
    await shows('h1', 'after');
    site.push('msg_sync', fromBob(12, 'Still there?'));
    await page.waitForFunction(() => document.querySelector('#shown').textContent.includes('Still there?'));
    assert.match(await page.textContent('#shown'), /^online \| bob 0 \| sent \| .*Hi \| Still there\?$/);
    assert.deepEqual({ made: site.connections, open: site.open.size }, { made: 1, open: 1 });
    assert.deepEqual(thrown, []);
  });
}

for (const folder of ['react', 'vue']) {
  test(`${folder}: on a server nothing is made or watched`, async () => {
    const tool = await Tool.lay(folder);
    await tool.run('node server.js');
  });
}

test('the types of the hooks', async () => {
  const ts = createRequire(path.join(tools, 'package.json'))('typescript');
  const { folder } = await Tool.lay('vue');
  const program = ts.createProgram([path.join(folder, 'hooks.ts')], {
    strict: true, noEmit: true, target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext, moduleResolution: ts.ModuleResolutionKind.Bundler,
    lib: ['lib.es2022.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts'], types: [], skipLibCheck: true,
  });
  assert.deepEqual(ts.getPreEmitDiagnostics(program).map(({ start, file, messageText }) =>
    `${file?.getLineAndCharacterOfPosition(start).line + 1} ${ts.flattenDiagnosticMessageText(messageText, '\n')}`), []);
});
