// The package without any tool, in the places where code of a page may run that are no plain page.
import assert from 'node:assert/strict';
import fs from 'node:fs/promises';
import path from 'node:path';
import { after, before, beforeEach, test } from 'node:test';
import { launchBrowser } from '../../.tools/browser.mjs';
import { Local } from './support/local.mjs';
import { createProject } from './support/project.mjs';
import { Site } from './support/site.mjs';
import { visit } from './support/visit.mjs';

let project, site, elsewhere, local, told, browser;
before(async () => {
  local = await Local.start();
  told = await local.told();
  project = await createProject();
  browser = await launchBrowser();
});
after(async () => {
  await browser?.close();
  await local?.stop();
  await project?.remove();
});
beforeEach(async (context) => {
  site = await Site.start();
  elsewhere = await Site.start();
  for (const each of [site, elsewhere]) each.mount(project.installed);
  context.after(() => Promise.all([site.stop(), elsewhere.stop()]));
});

const start = () => `const start = () => new JMessage({ address: '${told.server}' }).init(${told.auth}).toPromise();`;

async function letIn(html) {
  site.add('/page.html', html);
  const { result } = await visit(browser, `${site.origin}/page.html`);
  assert.deepEqual(result, { code: 0, message: 'success' });
}

for (const [what, load, options] of [
  ['classic', "importScripts('/jmessage-sdk-web.min.js');", '{}'],
  ['module', "import { JMessage } from './jmessage.mjs';", "{ type: 'module' }"],
]) {
  test(`a shared worker, ${what}`, () => {
    site.add('/shared.js', `${load} ${start()} onconnect = ({ ports: [port] }) => start().then((found) => port.postMessage(found));`);
    return letIn(`<script>window.result = new Promise((got) => {
      new SharedWorker('/shared.js', ${options}).port.onmessage = ({ data }) => got(data);
    });</script>`);
  });

  test(`a service worker, ${what}`, () => {
    site.add('/service.js', `${load} ${start()} onmessage = ({ source }) => start().then((found) => source.postMessage(found));`);
    return letIn(`<script>window.result = new Promise((got) => {
      navigator.serviceWorker.onmessage = ({ data }) => got(data);
      navigator.serviceWorker.register('/service.js', ${options});
      navigator.serviceWorker.ready.then(({ active }) => active.postMessage('start'));
    });</script>`);
  });
}

test('an import map that names the package', () => letIn(`
  <script type="importmap">{ "imports": { "jmessage-web": "/jmessage.mjs", "jmessage-web/": "/" } }</script>
  <script type="module">
    import { JMessage } from 'jmessage-web';
    import { JMessage as External } from 'jmessage-web/external.mjs';
    ${start()}
    window.result = External === JMessage || start();
  </script>`));

// As the build prints it.
const integrity = JSON.parse(await fs.readFile(path.resolve(import.meta.dirname, '../../dist/integrity.json'), 'utf8'));
const hash = (file) => Object.entries(integrity).find(([name]) => name.replace(/\d+\.\d+\.\d+\.|pkg\//g, '') === file)[1];
const crossOrigin = { 'Content-Type': 'text/javascript', 'Access-Control-Allow-Origin': '*' };

test('a script of another origin, held to its hash', async () => {
  const file = 'jmessage-sdk-web.min.js';
  elsewhere.add(`/${file}`, await fs.readFile(path.join(project.installed, file)), crossOrigin);
  await letIn(`
    <script src="${elsewhere.origin}/${file}" integrity="${hash(file)}" crossorigin="anonymous"></script>
    <script>${start()} window.result = start();</script>`);
});

test('a module of another origin, held to its hash', async () => {
  elsewhere.add('/jmessage.mjs', await fs.readFile(path.join(project.installed, 'jmessage.mjs')), crossOrigin);
  await letIn(`
    <script type="importmap">{ "integrity": { "${elsewhere.origin}/jmessage.mjs": "${hash('jmessage.mjs')}" } }</script>
    <script type="module">import { JMessage } from '${elsewhere.origin}/jmessage.mjs'; ${start()} window.result = start();</script>`);
});

// Neither storage nor an origin of its own.
test('a sandboxed frame', () => {
  site.add('/frame.html', `
    <script src="/jmessage-sdk-web.min.js"></script>
    <script>${start()} start().then((found) => parent.postMessage(found, '*'));</script>`);
  return letIn(`
    <script>window.result = new Promise((got) => addEventListener('message', ({ data }) => got(data)));</script>
    <iframe sandbox="allow-scripts" src="/frame.html"></iframe>`);
});

test('the readable script, whose map leads to its sources', async () => {
  await letIn(`<script src="/jmessage-sdk-web.js"></script><script>${start()} window.result = start();</script>`);
  const read = (file) => fs.readFile(path.join(project.installed, file), 'utf8');
  const [, map] = (await read('jmessage-sdk-web.js')).match(/^\/\/# sourceMappingURL=(.*)$/m);
  const { sources, sourcesContent } = JSON.parse(await read(map));
  const source = await fs.readFile(path.resolve(import.meta.dirname, '../../js/handle.js'), 'utf8');
  assert.equal(sourcesContent[sources.indexOf('js/handle.js')], source);
});

// A fault inside: the core's memory is overwritten while it waits for its socket.
test('the readable script names the functions of a core that broke', async () => {
  site.add('/page.html', `
    <script>
      const { Instance } = WebAssembly;
      let exports, stack;
      WebAssembly.Instance = function (...given) { const made = new Instance(...given); ({ exports } = made); return made; };
      WebSocket = function () { new Uint8Array(exports.memory.buffer).fill(255); };
      console.error = (...said) => { stack = said.map((each) => each.stack || each).join(' '); };
    </script>
    <script src="/jmessage-sdk-web.js"></script>
    <script>new JMessage(); window.result = stack;</script>`);
  const { result } = await visit(browser, `${site.origin}/page.html`);
  assert.match(result, /RuntimeError/);
  assert.match(result, /^ *at \S*jmessage_web\S*::shell::\S+ \(wasm:/m);
});
