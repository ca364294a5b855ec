// Bundles the entries of js/ with esbuild, and minifies them with terser; the core reaches them as modules named
// `jmessage:...`.
// It must never hold code of the SDK.
import path from 'node:path';
import { build } from 'esbuild';
import { minify } from 'terser';

// Chrome compiles every function of such a script with it, off the main thread, instead of each one when it is first
// called: 1.5 ms less for the first object. To others it is a comment.
const ALL_AT_ONCE = '//# allFunctionsCalledOnLoad';
// What require gives is the class, which names itself as modules name what they export.
const CLASS_ITSELF = 'module.exports=Object.assign(module.exports.JMessage,module.exports,{default:module.exports.JMessage});';
const ENTRIES = [
  { from: 'entry-script.js', to: (version) => `jmessage-sdk-web.${version}.min.js`, format: 'iife', footer: 'if(typeof module==="object"&&module.exports)module.exports=JMessage;' },
  { from: 'entry-module.js', to: () => 'pkg/jmessage.js', format: 'esm' },
  { from: 'entry-module.js', to: () => 'pkg/jmessage.cjs', format: 'cjs', footer: CLASS_ITSELF },
  { from: 'entry-external.js', to: () => 'pkg/external.js', format: 'esm', beside: 'pkg/jmessage.wasm' },
  { from: 'shared/entry-script.js', to: (version) => `jmessage-shared.${version}.min.js`, format: 'iife' },
  { from: 'shared/entry-module.js', to: () => 'pkg/shared.js', format: 'esm' },
  { from: 'shared/entry-module.js', to: () => 'pkg/shared.cjs', format: 'cjs' },
];

/** Each has hooks of its own, over one store; the framework itself is the app's. */
export const FRAMEWORKS = ['react', 'vue'];
for (const name of FRAMEWORKS) {
  const of = { from: `frameworks/${name}.js`, external: [name], mark: '', ecma: 2018 }; // as webpack 4 parses
  ENTRIES.push({ ...of, to: () => `pkg/${name}.js`, format: 'esm' }, { ...of, to: () => `pkg/${name}.cjs`, format: 'cjs' });
}

/** Returns {outputs, parts}: a map from names in dist/ to contents, and what each input adds to the script-tag file, minified. */
export async function bundle(root, version, core) {
  const outputs = new Map();
  let parts;
  for (const entry of ENTRIES) {
    const ecma = entry.ecma ?? 2017; // The newest that webpack 2 and 3 parse; the browsers that run the wasm are all newer.
    const result = await build({
      entryPoints: [path.join(root, 'js', entry.from)],
      bundle: true,
      write: false,
      metafile: true,
      minify: !core.named,
      format: entry.format,
      target: `es${ecma}`,
      supported: { 'import-meta': true },
      legalComments: 'none',
      external: entry.external,
      logLevel: 'warning',
      plugins: [coreModules(root, version, core)],
    });
    const [{ text }] = result.outputFiles;
    const code = core.named ? text : await smaller(text, entry.format, ecma);
    const head = `${entry.mark ?? `${ALL_AT_ONCE}\n`}/*! jmessage-web ${version} | MIT OR Apache-2.0 */\n`;
    outputs.set(entry.to(version), Buffer.from(head + code + (entry.footer ?? '')));
    if (entry.beside) outputs.set(entry.beside, core.wasm);
    parts ??= partsOf(root, result.metafile);
  }
  return { outputs, parts };
}

/** What esbuild's minifier leaves: 0.5 KB over the wire. */
async function smaller(text, format, ecma) {
  const { code } = await minify(text, {
    module: format === 'esm',
    toplevel: true,
    ecma,
    compress: { passes: 4 },
    format: { ascii_only: true }, // on a page in GBK the file is read as GBK
  });
  return code;
}

function partsOf(root, metafile) {
  const [output] = Object.values(metafile.outputs);
  const name = (input) => (input.startsWith('core:') ? input.slice('core:'.length) : path.relative(root, input));
  return Object.fromEntries(Object.entries(output.inputs).map(([input, { bytesInOutput }]) => [name(input), bytesInOutput]));
}

function coreModules(root, version, { binding, wasm, methods }) {
  const text = (value) => `export default ${JSON.stringify(value)}`;
  const modules = {
    'jmessage:core': () => binding,
    'jmessage:wasm': () => text(Buffer.from(wasm).toString('hex')),
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
