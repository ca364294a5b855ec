// The package with the tools of pages that are older than modules: webpack 2 and 3, and RequireJS.
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';
import { launchBrowser } from '../../.tools/browser.mjs';
import { Local } from './support/local.mjs';
import { createProject } from './support/project.mjs';
import { Site } from './support/site.mjs';
import { visit } from './support/visit.mjs';

const older = createRequire(path.join(import.meta.dirname, 'older/package.json'));

let project, site, local, browser;
let INIT;
before(async () => {
  local = await Local.start();
  const { server, auth } = await local.told();
  INIT = `var start = function (JMessage) { return new JMessage({ address: '${server}' }).init(${auth}).toPromise(); };`;
  project = await createProject();
  site = await Site.start();
  site.mount(project.installed);
  browser = await launchBrowser();
});
after(async () => {
  await browser?.close();
  await site?.stop();
  await local?.stop();
  await project?.remove();
});

/** Opens a page, sees that it was let in, and says what type the global has there. */
async function letIn(html) {
  site.add('/page.html', html);
  const { result, global } = await visit(browser, `${site.origin}/page.html`);
  assert.deepEqual(result, { code: 0, message: 'success' });
  return global;
}

async function bundle(version, main) {
  await project.write('main.js', `${main} ${INIT} window.result = start(JMessage);`);
  const output = { path: path.join(project.folder, 'out'), filename: `bundle-${version}.js` };
  const entry = path.join(project.folder, 'main.js');
  const stats = await promisify(older(`webpack-${version}`))({ context: project.folder, entry, output });
  assert.deepEqual(stats.toJson().errors, []);
  site.mount(output.path);
  return `<script src="/bundle-${version}.js"></script>`;
}

for (const version of [2, 3]) {
  for (const [what, main] of [
    ['the script', "import JMessage from 'jmessage-web/jmessage-sdk-web.min.js';"],
    ['the script, required', "var JMessage = require('jmessage-web/jmessage-sdk-web.min.js');"],
    ['the package', "import { JMessage } from 'jmessage-web';"],
    ['the package, required', "var JMessage = require('jmessage-web').JMessage;"],
  ]) {
    test(`${what}, bundled by webpack ${version}`, async () => letIn(await bundle(version, main)));
  }
}

const requireJs = () => {
  site.mount(path.dirname(older.resolve('requirejs/require.js')));
  return '<script src="/require.js"></script>';
};

test('RequireJS loads the script', async () => {
  const global = await letIn(`${requireJs()}<script>
    ${INIT}
    window.result = new Promise(function (got) {
      require(['/jmessage-sdk-web.min.js'], function (JMessage) { got(start(JMessage)); });
    });</script>`);
  assert.equal(global, 'function', 'the global is there, too');
});

test('RequireJS loads the script as a dependency, by a name that the page gave it', () =>
  letIn(`${requireJs()}<script>
    ${INIT}
    require.config({ paths: { jmessage: '/jmessage-sdk-web.min' } });
    window.result = new Promise(function (got) {
      define('app', ['jmessage'], function (JMessage) { return start(JMessage); });
      require(['app'], got);
    });</script>`));

test('a script tag on a page with RequireJS is no anonymous module to it', async () => {
  const global = await letIn(`${requireJs()}<script src="/jmessage-sdk-web.min.js"></script><script>
    ${INIT}
    window.result = new Promise(function (got, failed) {
      require.onError = failed;
      define('other', [], function () { return 1; });
      require(['other'], function () { got(start(JMessage)); });
    });</script>`);
  assert.equal(global, 'function');
});
