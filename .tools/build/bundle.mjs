// Bundles the entries of js/ with esbuild, and minifies them with terser; the core reaches them as modules named
// `jmessage:...`.
// It must never hold code of the SDK.
import path from 'node:path';
import { build } from 'esbuild';
import { minify } from 'terser';

// Chrome compiles every function of such a script with it, off the main thread, instead of each one when it is first
// called: 1.5 ms less for the first object. To others it is a comment.
const ALL_AT_ONCE = '//# allFunctionsCalledOnLoad';
// In the place of the core's text, until all else is minified: the names of variables would go by its letters.
const PACK = 'the pack';
const ENTRIES = [
  { from: 'entry-script.js', to: (version) => `jmessage-sdk-web.${version}.min.js`, format: 'iife', footer: 'if(typeof module==="object"&&module.exports)module.exports=JMessage;' },
  { from: 'entry-module.js', to: () => 'pkg/jmessage.mjs', format: 'esm' },
  { from: 'entry-require.js', to: () => 'pkg/jmessage.js', format: 'cjs' },
  { from: 'entry-external.js', to: () => 'pkg/external.mjs', format: 'esm', beside: 'pkg/jmessage.wasm' },
  { from: 'shared/entry-script.js', to: (version) => `jmessage-shared.${version}.min.js`, format: 'iife' },
  { from: 'shared/entry-module.js', to: () => 'pkg/shared.mjs', format: 'esm' },
  { from: 'shared/entry-module.js', to: () => 'pkg/shared.js', format: 'cjs' },
];

/**
 * Each has hooks of its own, over one store; the framework itself is the app's. The modules lie in a folder: webpack 4 takes
 * react.mjs before react.js for `jmessage-web/react`, and gives such a file another framework than the app's.
 */
export const FRAMEWORKS = ['react', 'vue'];
for (const name of FRAMEWORKS) {
  const of = { from: `frameworks/${name}.js`, external: [name], mark: '', ecma: 2018 }; // as webpack 4 parses
  ENTRIES.push({ ...of, to: () => `pkg/hooks/${name}.mjs`, format: 'esm' }, { ...of, to: () => `pkg/${name}.js`, format: 'cjs' });
}

/** Returns {outputs, parts}: a map from names in dist/ to contents, and what each input adds to the script-tag file, minified. */
export async function bundle(root, version, core) {
  const outputs = new Map();
  let parts;
  for (const entry of ENTRIES) {
    const result = await build({ ...optionsOf(root, version, core, entry), metafile: true, minify: !core.named });
    const [{ text }] = result.outputFiles;
    const code = withPack(core.named ? text : await smaller(text, entry), core);
    outputs.set(entry.to(version), Buffer.from(headOf(version, entry) + code + (entry.footer ?? '')));
    if (entry.beside) outputs.set(entry.beside, core.wasm);
    parts ??= { ...partsOf(root, result.metafile), 'jmessage:pack': core.pack.length };
  }
  return { outputs, parts };
}

/**
 * Returns {code, map}: the script-tag file as it was written, for whoever looks inside, and where each line comes from. With
 * a named core, a stack trace names the core's functions, too.
 */
export async function readable(root, version, core) {
  const [entry] = ENTRIES;
  const options = optionsOf(root, version, core, entry);
  const banner = { js: headOf(version, entry).trimEnd() };
  const result = await build({ ...options, banner, footer: { js: entry.footer }, sourcemap: 'external', outfile: path.join(root, 'script.js') });
  const [map, code] = result.outputFiles.map(({ text }) => text);
  const { sources, sourcesContent, ...rest } = JSON.parse(map);
  // The core is in the file already.
  const contents = sourcesContent.map((content, number) => (sources[number] === 'core:jmessage:pack' ? null : content));
  return { code: withPack(code, core), map: JSON.stringify({ ...rest, sources, sourcesContent: contents }) };
}

// The newest that webpack 2 and 3 parse; the browsers that run the wasm are all newer.
const ecmaOf = (entry) => entry.ecma ?? 2017;
const headOf = (version, entry) => `${entry.mark ?? `${ALL_AT_ONCE}\n`}/*! jmessage-web ${version} | MIT OR Apache-2.0 */\n`;

const optionsOf = (root, version, core, entry) => ({
  entryPoints: [path.join(root, 'js', entry.from)],
  bundle: true,
  write: false,
  format: entry.format,
  target: `es${ecmaOf(entry)}`,
  supported: { 'import-meta': true },
  legalComments: 'none',
  external: entry.external,
  logLevel: 'warning',
  plugins: [coreModules(root, version, core)],
});

const withPack = (code, { pack }) => code.replace(`"${PACK}"`, () => JSON.stringify(pack));

/** What esbuild's minifier leaves: 0.5 KB over the wire. Statements stay statements: they are more alike. */
async function smaller(text, entry) {
  const { code } = await minify(text, {
    module: entry.format === 'esm',
    toplevel: true,
    ecma: ecmaOf(entry),
    compress: { passes: 4, sequences: false, reduce_funcs: false },
    format: { ascii_only: true }, // on a page in GBK the file is read as GBK
  });
  return code;
}

function partsOf(root, metafile) {
  const [output] = Object.values(metafile.outputs);
  const name = (input) => (input.startsWith('core:') ? input.slice('core:'.length) : path.relative(root, input));
  return Object.fromEntries(Object.entries(output.inputs).map(([input, { bytesInOutput }]) => [name(input), bytesInOutput]));
}

function coreModules(root, version, { binding, unpacker, methods }) {
  const text = (value) => `export default ${JSON.stringify(value)}`;
  const modules = {
    'jmessage:core': () => binding,
    'jmessage:pack': () => text(PACK),
    'jmessage:unpacker': () => text(unpacker),
    'jmessage:methods': () => text(methods),
    'jmessage:version': () => text(version),
  };
  return {
    name: 'core',
    setup(esbuild) {
      esbuild.onResolve({ filter: /^jmessage:/ }, ({ path: name }) => ({ path: name, namespace: 'core', sideEffects: false }));
      esbuild.onResolve({ filter: /^js\//, namespace: 'core' }, (found) => ({ path: path.join(root, found.path) }));
      esbuild.onLoad({ filter: /./, namespace: 'core' }, ({ path: name }) =>
        modules[name] ? { contents: modules[name](), loader: 'js' } : { errors: [{ text: `no such module: ${name}` }] });
    },
  };
}
