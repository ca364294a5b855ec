// How many bytes each Rust function takes in the optimised module, for those who make it smaller.
// It must never write into dist/: what it measures is a twin of the shipped module that still has its names.
import fs from 'node:fs';
import path from 'node:path';
import { OPTIMISE, WASM_OPT } from './optimise.mjs';
import { run } from './tool.mjs';

/** [{name, bytes}] of the module that the last build left in `workDir`, the largest first, its data among them. */
export function functionSizes(workDir) {
  const twin = path.join(workDir, 'named');
  run('wasm-bindgen', ['--target', 'web', '--out-dir', twin, '--out-name', 'glue', '--no-typescript', path.join(workDir, 'core.wasm')]);
  const metrics = run('node', [WASM_OPT, path.join(twin, 'glue_bg.wasm'), ...OPTIMISE, '--debuginfo', '--func-metrics', '-o', path.join(twin, 'small.wasm')]);
  fs.rmSync(twin, { recursive: true });
  const found = Array.from(metrics.matchAll(/^func: (.+)\n \[binary-bytes\] *: *(\d+)/gm), ([, name, bytes]) => ({ name: plain(name), bytes: Number(bytes) }));
  found.push({ name: '(data)', bytes: Number(metrics.match(/\[memory-data\] *: *(\d+)/)[1]) });
  return found.sort((a, b) => b.bytes - a.bytes);
}

/** A function's name without the crates' hashes, and without the backslashes that the printer puts in. */
function plain(name) {
  return name.replace(/\\([0-9a-f]{2})/g, (_, code) => String.fromCharCode(parseInt(code, 16))).replace(/\[[0-9a-f]{16}\]/g, '');
}
