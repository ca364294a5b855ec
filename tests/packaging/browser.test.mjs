// The package in every kind of page: the object constructs, and the local server lets it in.
import assert from 'node:assert/strict';
import fs from 'node:fs/promises';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { launchBrowser } from '../../.tools/browser.mjs';
import { Local } from './support/local.mjs';
import { createProject } from './support/project.mjs';
import { Site } from './support/site.mjs';
import { visit } from './support/visit.mjs';

const SCRIPT = '<script src="/jmessage-sdk-web.min.js"></script>';

let project, site, local, browser;
// What a page, a module or a worker does once it has JMessage.
let INIT;
before(async () => {
  local = await Local.start();
  const { server, auth } = await local.told();
  INIT = `
    const address = '${server}', auth = ${auth};
    const start = () => new JMessage({ address }).init(auth).toPromise();`;
  project = await createProject({ type: 'module' });
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

function open(html, headers) {
  site.add('/page.html', html, headers);
  return visit(browser, `${site.origin}/page.html`);
}

async function letIn(html, headers) {
  const { result } = await open(html, headers);
  assert.deepEqual(result, { code: 0, message: 'success' });
}

test('script tag', () => letIn(`${SCRIPT}<script>${INIT} window.result = start();</script>`));

test('script tag on a page in GBK', () =>
  letIn(`${SCRIPT}<script>${INIT} window.result = start();</script>`, { 'Content-Type': 'text/html; charset=gbk' }));

test('the script defines one global and leaves io alone', async () => {
  const { result } = await open(`
    <script>window.io = 'mine'; var before = new Set(Object.getOwnPropertyNames(window)), added;</script>
    ${SCRIPT}
    <script>
      added = Object.getOwnPropertyNames(window).filter((name) => !before.has(name));
      window.result = { added, io };
    </script>`);
  assert.deepEqual(result, { added: ['JMessage'], io: 'mine' });
});

test('the script, imported by a strict module for its side effect', () =>
  letIn(`<script type="module">import './jmessage-sdk-web.min.js'; ${INIT} window.result = start();</script>`));

for (const file of ['jmessage.mjs', 'external.mjs']) {
  test(`${file} as a module of the browser's own`, () =>
    letIn(`<script type="module">import { JMessage } from './${file}'; ${INIT} window.result = start();</script>`));
}

// Each way to say where the core is, for a module that is somewhere else.
for (const [what, source] of [
  ['its address', "'/core'"],
  ['its address, as a URL', "new URL('/core', location)"],
  ['a Response', "await fetch('/core')"],
  ['the promise of one', "fetch('/core')"],
  ['its bytes', "await (await fetch('/core')).arrayBuffer()"],
  ['a compiled module', "await WebAssembly.compile(await (await fetch('/core')).arrayBuffer())"],
]) {
  test(`external.mjs, given ${what}`, async () => {
    const read = (file) => fs.readFile(path.join(project.installed, file));
    site.add('/elsewhere/external.mjs', await read('external.mjs'), { 'Content-Type': 'text/javascript' });
    site.add('/core', await read('jmessage.wasm')); // of no type that says what it is
    await letIn(`<script type="module">
      import { JMessage } from './elsewhere/external.mjs';
      JMessage.wasm(${source});
      ${INIT}
      window.result = start();
    </script>`);
  });
}

test('a classic worker', () => {
  site.add('/worker.js', `importScripts('/jmessage-sdk-web.min.js'); ${INIT} start().then(postMessage);`);
  return letIn('<script>window.result = new Promise((got) => { new Worker("/worker.js").onmessage = (e) => got(e.data); });</script>');
});

for (const file of ['jmessage.mjs', 'external.mjs']) {
  test(`a module worker with ${file}`, () => {
    site.add('/worker.js', `import { JMessage } from './${file}'; ${INIT} start().then(postMessage);`);
    return letIn(`<script>window.result = new Promise((got) => {
      new Worker("/worker.js", { type: "module" }).onmessage = (e) => got(e.data);
    });</script>`);
  });
}

// Under a policy, a page's own code comes from a file too.
const csp = (sources) => ({ 'Content-Security-Policy': `script-src 'self' ${sources}` });
for (const [name, html] of [
  ['the script', `${SCRIPT}<script src="/main.js"></script>`],
  ['the module', '<script type="module" src="/main.js"></script>'],
]) {
  const main = () => {
    const load = name === 'the module' ? "import { JMessage } from './jmessage.mjs';" : '';
    site.add('/main.js', `${load} ${INIT}
      const jim = new JMessage({ address });
      const init = () => jim.init(auth).toPromise().catch(({ code, message }) => ({ code, message }));
      window.result = init().then(async (first) => (first.code ? [first, await init()] : first));`);
  };

  test(`a policy that forbids WebAssembly is named, by ${name}`, async () => {
    main();
    const { result, said } = await open(html, csp(''));
    assert.equal(result.length, 2, 'a call is answered, and so is one that comes later');
    for (const { code, message } of result) {
      assert.equal(code, 889003);
      assert.match(message, /Content-Security-Policy.*'wasm-unsafe-eval'/);
    }
    assert.ok(said.some((line) => line.includes("'wasm-unsafe-eval'")), 'it stands on the console too');
  });

  test(`a policy that allows WebAssembly is enough, for ${name}`, () => {
    main();
    return letIn(html, csp("'wasm-unsafe-eval'"));
  });
}

test('through a Proxy, pulled off, and with frozen arguments', () =>
  letIn(`${SCRIPT}<script>
    ${INIT}
    const jim = new Proxy(new JMessage({ address }), {});
    const { init, isConnect } = jim;
    isConnect();
    window.result = init(Object.freeze(auth)).toPromise();
  </script>`));

test('the arguments of a call are not changed', async () => {
  const { result } = await open(`${SCRIPT}<script>
    ${INIT}
    const freeze = (value) => { Object.values(value).forEach((inner) => typeof inner === 'object' && freeze(inner)); return Object.freeze(value); };
    const run = async () => {
      'use strict';
      const jim = new JMessage({ address });
      const account = freeze({ username: 'ann', password: 'secret' });
      await jim.init(freeze(auth)).toPromise();
      await jim.register(account).toPromise();
      await jim.login(account).toPromise();
      const { gid } = await jim.createGroup(freeze({ group_name: 'one' })).toPromise();
      const text = freeze({ target_gid: gid, content: 'hi', extras: { deep: { a: 1 } }, at_list: [{ username: 'ann' }] });
      const before = JSON.stringify(text);
      const { content } = await new Promise((got, failed) => jim.sendGroupMsg(text).onSuccess((_, sent) => got(sent)).onFail(failed));
      return { same: before === JSON.stringify(text), body: content.msg_body };
    };
    window.result = run();
  </script>`);
  assert.deepEqual(result, { same: true, body: { text: 'hi', extras: { deep: { a: 1 } } } });
});
