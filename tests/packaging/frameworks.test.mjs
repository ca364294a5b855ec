// Apps that use the hooks, in development: React in StrictMode, Vue with the object in a Pinia store. They show what comes,
// and keep one socket while their code is edited.
import assert from 'node:assert/strict';
import fs from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { launchBrowser } from '../../.tools/browser.mjs';
import { Local, PASSWORD } from './support/local.mjs';
import { tools } from './support/project.mjs';
import { Tool } from './support/tool.mjs';

let local, browser;
before(async () => {
  local = await Local.start();
  browser = await launchBrowser();
});
after(async () => {
  await browser?.close();
  await local?.stop();
});

for (const [folder, file] of [['react', 'App.jsx'], ['vue', 'App.vue']]) {
  test(`${folder}: what comes is shown, by one socket, through hot reloading`, async (context) => {
    const [ann, bob] = ['ann', 'bob'].map((name) => `${name}-${folder}`);
    await local.register(ann);
    const phone = await local.enter(bob);
    context.after(() => phone.close());
    const tool = await Tool.lay(folder);
    context.after(() => tool.stop());
    const origin = await tool.serve('vite --port {port} --strictPort');
    const page = await browser.newPage();
    context.after(() => page.close());
    const [thrown, sockets] = [[], []];
    page.on('pageerror', (error) => thrown.push(error.message));
    page.on('websocket', (socket) => { if (socket.url().includes(new URL(local.url).host)) sockets.push(socket); });
    const shows = (selector, text) => page.waitForFunction(([at, wanted]) => document.querySelector(at)?.textContent === wanted, [selector, text])
      .catch(async () => assert.equal(await page.textContent(selector), text));

    await page.goto(`${origin}/?${new URLSearchParams({ ...await local.told(), username: ann, password: PASSWORD, friend: bob })}`);
    await shows('#shown', `online | ${bob} 0 | sent | Hello`);
    await phone.write({ username: ann }, 'Hi');
    await shows('#shown', `online | ${bob} 0 | sent | Hello | Hi`); // Shown, so it is read.

    const source = path.join(tool.folder, file);
    await fs.writeFile(source, (await fs.readFile(source, 'utf8')).replace('<h1>before', '<h1>after'));
    await shows('h1', 'after');
    await phone.write({ username: ann }, 'Still there?');
    await page.waitForFunction(() => document.querySelector('#shown').textContent.includes('Still there?'));
    assert.match(await page.textContent('#shown'), new RegExp(`^online \\| ${bob} 0 \\| sent \\| .*Hi \\| Still there\\?$`));
    assert.deepEqual(sockets.map((socket) => socket.isClosed()), [false], 'one was made, and is open');
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
