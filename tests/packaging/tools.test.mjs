// The package with the tools of matrix.mjs, each really run, and what it made really opened in a browser.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { launchBrowser } from '../../.tools/browser.mjs';
import { ROWS } from './matrix.mjs';
import { Site } from './support/site.mjs';
import { Tool } from './support/tool.mjs';
import { visit } from './support/visit.mjs';

const all = process.env.PACKAGING === 'all';
const LET_IN = { code: 0, message: 'success' };

let browser;
before(async () => { browser = await launchBrowser(); });
after(() => browser?.close());

for (const { name, folder, quick, run = [], serve, page, hears = 1 } of ROWS) {
  if (!quick && !all) continue;
  test(name, async (context) => {
    const site = await Site.start();
    context.after(() => site.stop());
    const tool = await Tool.lay(folder);
    context.after(() => tool.stop());
    for (const command of run) await tool.run(command, { SERVER: site.origin });
    const origin = serve ? await tool.serve(serve) : site.origin;
    site.mount(tool.folder);
    site.mount(`${tool.folder}/dist`);
    if (page) {
      const { result } = await visit(browser, `${origin}${page}?server=${site.origin}`);
      assert.deepEqual(result, Array(hears).fill(LET_IN));
    }
    // A dev server may load a page twice.
    assert.ok(site.requests.filter(([event]) => event === 'c_init').length >= hears, 'the server was asked');
  });
}
