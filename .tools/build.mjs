#!/usr/bin/env node
// Builds the SDK: the Rust core to WebAssembly, its glue, and the JavaScript entries, into dist/, and packs
// the npm package.
//
//   node .tools/build.mjs [--plain]
//
// --plain  the ordinary stable build, even where rust-src is installed (about 3 KB larger)
//
// It must never install anything: setup.sh beside it does that.
import path from 'node:path';
import { compile, packageInfo } from './build/cargo.mjs';
import { bind } from './build/bindgen.mjs';
import { bundle, readable } from './build/bundle.mjs';
import { writeDist } from './build/dist.mjs';
import { run } from './build/tool.mjs';

const root = path.resolve(import.meta.dirname, '..');
process.env.PATH = [path.join(root, 'target/tools/bin'), process.env.PATH].join(path.delimiter);

try {
  const info = packageInfo(root);
  const lean = !process.argv.includes('--plain');
  const compiled = compile(root, info, lean);
  const core = bind(compiled, path.join(info.targetDir, 'sdk'));
  const named = bind(compiled, path.join(info.targetDir, 'sdk-named'), { named: true });
  writeDist(root, info.version, await bundle(root, info.version, core), await readable(root, info.version, named));
  const tarball = run('npm', ['pack', './pkg', '--silent'], { cwd: path.join(root, 'dist') }).trim();
  console.log(`\ndist/${tarball}: npm install it`);
} catch (error) {
  console.error(`build: ${error.message}`);
  process.exit(1);
}
