// The documents, held against the core's method table, the types and each other: a name, a required argument or a code
// that one of them lacks fails, and so does an example that the types refuse.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { createProject, tools } from './support/project.mjs';

const root = path.resolve(import.meta.dirname, '../..');
const docs = path.join(root, 'pkg-template/docs');
const read = (...names) => fs.readFileSync(path.join(...names), 'utf8');
const LANGUAGES = [
  { name: 'English', ending: '.md', required: 'yes', either: 'either' },
  { name: 'Chinese', ending: '.zh-CN.md', required: '是', either: '二选一' },
];

/** Every method and listener of src/protocol/methods.rs, with the arguments that its row requires. */
function table() {
  const source = read(root, 'src/protocol/methods.rs');
  const spelling = new Map(Array.from(read(root, 'src/payload/word.rs').matchAll(/\b([A-Z]\w*) "([^"]*)"/g), ([, word, text]) => [word, text]));
  const needs = (text) => Array.from(text.matchAll(/Need\([\w:]+, Word::(\w+)\)/g), ([, word]) => spelling.get(word));
  const named = new Map(Array.from(source.matchAll(/^const (\w+): &\[Need\] = (&\[.*?\]);/gms), ([, name, list]) => [name, needs(list)]));
  const rows = source.match(/pub const TABLE: &\[Row\] = &\[(.*?)^\];/ms)[1].split(/\n {4}(?=\w+\()/).slice(1);
  const listeners = source.match(/pub const LISTENERS: &\[&str\] = &\[(.*?)^\];/ms)[1];
  return new Map([
    // The shim's own.
    ...['close', 'connection', 'outbox', 'discard', 'stats'].map((name) => [name, []]),
    ...rows.map((row) => [
      row.match(/"(\w+)"/)[1],
      [...needs(row), ...Array.from(row.matchAll(/\b[A-Z_]{2,}\b/g), ([name]) => named.get(name) ?? []).flat()],
    ]),
    ...Array.from(listeners.matchAll(/"(\w+)"/g), ([, name]) => [name, []]),
  ]);
}

/** Every section of the reference in a language: its text by its heading. */
function sections({ ending }) {
  const pages = fs.readdirSync(path.join(docs, 'api')).filter((name) => name.endsWith(ending) && name.includes('.zh-CN') === ending.includes('zh'));
  return new Map(pages.flatMap((page) => read(docs, 'api', page).split(/^## /m).slice(1).map((text) => [text.match(/^\S+/)[0], text])));
}

const examples = (text) => Array.from(text.matchAll(/^```js\n(.*?)^```/gms), ([, code]) => code);

test('the table was read', () => {
  const methods = table();
  assert.equal(methods.size, 98, '90 documented ones, and ours');
  assert.deepEqual(methods.get('login'), ['username', 'password']);
  assert.deepEqual(methods.get('exitGroup'), ['gid']);
});

for (const language of LANGUAGES) {
  test(`${language.name}: every method has a section with its required arguments and an example`, () => {
    const found = sections(language);
    for (const [name, required] of table()) {
      const section = found.get(name);
      assert.ok(section, `${name} has no section`);
      assert.ok(examples(section).some((code) => code.includes(`${name}(`)), `${name} has no example`);
      for (const argument of required) {
        assert.ok(section.includes(`\n| \`${argument}\` | ${language.required} |`), `${name}: ${argument} is required`);
      }
    }
  });

  test(`${language.name}: every section is of a method, and linked from the list`, () => {
    const list = read(docs, `api${language.ending}`);
    const methods = table();
    for (const name of sections(language).keys()) {
      if (name === 'Events' || name === '事件') continue;
      assert.ok(methods.has(name), `there is no method ${name}`);
      assert.ok(list.includes(`[${name}](api/`), `${name} is not in the list`);
    }
  });
}

test('both languages show the same arguments and examples', () => {
  const [english, chinese] = LANGUAGES.map(sections);
  const shape = (section) => ({
    examples: examples(section),
    arguments: Array.from(section.matchAll(/^\| `(\w+)` \| (yes|no|either|是|否|二选一) \|/gm), ([, name, required]) => `${name} ${required}`),
  });
  const translated = (text) => text.replace('是', 'yes').replace('二选一', 'either').replace('否', 'no');
  for (const name of table().keys()) {
    const other = shape(chinese.get(name));
    assert.deepEqual({ ...other, arguments: other.arguments.map(translated) }, shape(english.get(name)), name);
  }
});

test('every method is a member of the class in the types', () => {
  const types = read(root, 'pkg-template/types/jmessage.d.ts');
  const members = new Set(Array.from(types.matchAll(/^ {2}(\w+)\(/gm), ([, name]) => name));
  members.delete('constructor');
  assert.deepEqual([...members].sort(), [...table().keys()].sort());
});

test('documents and types have the same codes', () => {
  const codes = Array.from(read(root, 'pkg-template/types/codes.d.ts').matchAll(/^ {2}(\w+): (\d+);/gm), ([, name, code]) => `${code} ${name}`);
  for (const { ending } of LANGUAGES) {
    const listed = Array.from(read(docs, `errors${ending}`).matchAll(/^\| (\d{6}) \|.*?\| `(\w+)` \|/gm), ([, code, name]) => `${code} ${name}`);
    assert.deepEqual(listed, codes.slice(1), 'all but 0');
  }
});

test('what the documents link to is there', () => {
  const pages = fs.readdirSync(docs, { recursive: true }).filter((name) => name.endsWith('.md'));
  for (const page of pages) {
    for (const [, target, anchor] of read(docs, page).matchAll(/\]\((?!https?:)([^)#]*)(?:#([^)]*))?\)/g)) {
      const file = target ? path.join(docs, path.dirname(page), target) : path.join(docs, page);
      assert.ok(fs.existsSync(file), `${page} links to ${target}`);
      if (anchor) assert.match(read(file), new RegExp(`^#+ ${anchor.replaceAll('-', '[ -]')}$`, 'im'), `${page} links to ${target}#${anchor}`);
    }
  }
});

let project;
before(async () => { project = await createProject({ type: 'module' }); });
after(() => project.remove());

test('the types take every example', async () => {
  const ts = createRequire(path.join(tools, 'package.json'))('typescript');
  const head = "import { JMessage } from 'jmessage-web'; declare const JIM: JMessage; declare const gid: number, msg_id: number;\n{\n";
  const files = [];
  for (const [name, section] of sections(LANGUAGES[0])) {
    for (const code of examples(section)) {
      await project.write(`${name}.ts`, `${head}${code}}\nexport {};\n`);
      files.push(path.join(project.folder, `${name}.ts`));
    }
  }
  const [, typescript] = read(docs, 'api.md').match(/^```ts\n(.*?)^```/ms);
  await project.write('typescript.ts', `import { JMessage } from 'jmessage-web';\n${typescript}`);
  files.push(path.join(project.folder, 'typescript.ts'));
  const program = ts.createProgram(files, {
    noEmit: true, target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext, moduleResolution: ts.ModuleResolutionKind.Bundler, types: [],
    lib: ['lib.es2022.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts'],
  });
  const complaints = ts.getPreEmitDiagnostics(program).map(({ file, messageText }) =>
    `${file && path.basename(file.fileName)}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`);
  assert.deepEqual(complaints, []);
});

test('every member of the class says in both languages what it does, takes and throws, with an example and a link', async () => {
  const ts = createRequire(path.join(tools, 'package.json'))('typescript');
  const harmless = ['close', 'connection', 'discard', 'isConnect', 'isInit', 'isLogin', 'outbox', 'promise', 'stats', 'version', 'Error', 'codes'];
  for (const file of ['types/jmessage.d.ts', 'external.d.mts']) {
    const source = ts.createSourceFile(file, read(project.installed, file), ts.ScriptTarget.ES2022, true);
    const declared = source.statements.find(ts.isClassDeclaration);
    for (const member of declared.members) {
      const name = member.name?.text ?? 'constructor';
      const tags = ts.getJSDocTags(member).map(({ tagName, comment }) => [tagName.text, ts.getTextOfJSDocComment(comment)]);
      const said = (tag) => tags.filter(([each, comment]) => each === tag && comment).length;
      const text = (member.jsDoc ?? []).map(({ comment }) => ts.getTextOfJSDocComment(comment)).join('');
      assert.match(text, /[a-z]{2,} /, `${name}: a sentence in English`);
      assert.match(text, /[\u4e00-\u9fff]{2,}/, `${name}: a sentence in Chinese`);
      assert.equal(said('example'), 1, `${name}: @example`);
      assert.equal(said('see'), 1, `${name}: @see`);
      for (const parameter of member.parameters ?? []) {
        assert.ok(ts.getJSDocParameterTags(parameter).some(({ comment }) => comment), `${name}: @param ${parameter.name.text}`);
      }
      if (file === 'types/jmessage.d.ts' && !harmless.includes(name)) assert.ok(said('throws'), `${name}: @throws`);
    }
    assert.ok(declared.members.length > (file === 'types/jmessage.d.ts' ? 100 : 0));
  }
});

test('handles and options say in both languages what each member is', () => {
  const ts = createRequire(path.join(tools, 'package.json'))('typescript');
  for (const [file, ...names] of [['handle', 'Handle', 'UploadHandle'], ['arguments', 'JMessageOptions'], ['listeners', 'CallOptions']]) {
    const source = ts.createSourceFile(file, read(root, `pkg-template/types/${file}.d.ts`), ts.ScriptTarget.ES2022, true);
    const found = source.statements.filter((each) => ts.isInterfaceDeclaration(each) && names.includes(each.name.text));
    assert.equal(found.length, names.length);
    for (const member of found.flatMap(({ members }) => [...members])) {
      assert.match(ts.getTextOfJSDocComment(member.jsDoc?.[0].comment) ?? '', /[a-z]{2,} [\s\S]*[\u4e00-\u9fff]{2,}/, member.name.text);
    }
  }
});
