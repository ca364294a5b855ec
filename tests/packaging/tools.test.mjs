// The package with the tools of matrix.mjs, each really run, and what it made really opened in a browser, where it asks the
// local server to let it in.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { launchBrowser } from '../../.tools/browser.mjs';
import { ROWS } from './matrix.mjs';
import { Local } from './support/local.mjs';
import { Site } from './support/site.mjs';
import { Tool } from './support/tool.mjs';
import { visit } from './support/visit.mjs';

const all = process.env.PACKAGING === 'all';
const LET_IN = { code: 0, message: 'success' };

let local, browser;
before(async () => {
  local = await Local.start();
  browser = await launchBrowser();
});
after(async () => {
  await browser?.close();
  await local?.stop();
});

for (const { name, folder, quick, run = [], serve, page, objects = 1 } of ROWS) {
  if (!quick && !all) continue;
  test(name, async (context) => {
    const tool = await Tool.lay(folder);
    context.after(() => tool.stop());
    const { server, auth } = await local.told();
    for (const command of run) await tool.run(command, { SERVER: server, AUTH: auth });
    if (!page) return;
    const site = await Site.start();
    context.after(() => site.stop());
    site.mount(tool.folder);
    site.mount(`${tool.folder}/dist`);
    const origin = serve ? await tool.serve(serve) : site.origin;
    const { result } = await visit(browser, `${origin}${page}?${new URLSearchParams(await local.told())}`);
    assert.deepEqual(result, Array(objects).fill(LET_IN));
  });
}
