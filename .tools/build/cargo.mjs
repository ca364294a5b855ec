// From the crate to an unoptimised .wasm file, by cargo. It must never look inside the file.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { run } from './tool.mjs';

const TARGET = 'wasm32-unknown-unknown';
const ABORT_AT_ONCE = ['-Zunstable-options', '-Cpanic=immediate-abort', '-Zlocation-detail=none'];
// What stands here was found by trying: the smallest over the wire. Level 3 moves a JS value's number out of memory into
// a register, which z does not; what comes after all code is joined is optimised for size; and what makes level 3 large
// (inlining, unrolling, code that is copied for the sake of a loop or a branch) is taken back. Where it still copies a function
// to its callers and the file grows by that, the function says `inline(never)`: each was found by trying, too.
const OPT_LEVEL = '3';
// The stack is a sixteenth of the default: addresses get shorter, and each page's memory smaller.
const JOINED = ['--crate-type', 'cdylib', '--', '-Copt-level=s', `-Clink-arg=-zstack-size=${64 << 10}`];
const NO_GROWTH = [
  '-Cno-vectorize-loops', '-Cno-vectorize-slp',
  ...['-unroll-threshold=0', '-inline-threshold=36', '-inlinehint-threshold=36', '-disable-lsr', '-enable-pre=0', '-enable-load-pre=0'].map((each) => `-Cllvm-args=${each}`),
];
const BUILD_STD = ['-Zbuild-std=std,panic_abort', '-Zbuild-std-features=optimize_for_size'];

/** What Cargo.toml says of the SDK's crate. */
export function packageInfo(root) {
  const metadata = JSON.parse(run('cargo', ['metadata', '--no-deps', '--format-version=1'], { cwd: root }));
  const crate = metadata.packages.find((each) => each.manifest_path === path.join(root, 'Cargo.toml'));
  return { name: crate.name, version: crate.version, targetDir: metadata.target_directory };
}

/**
 * Compiles the crate for size and returns the .wasm file's path.
 *
 * Lean means a standard library built from source whose panics carry no message: 3 KB less over the wire. It needs
 * rust-src and a compiler that knows the flag; where one is missing, the plain build does the same, a little larger.
 */
export function compile(root, { name, targetDir }, wantLean) {
  const lean = wantLean && canBuildLean();
  if (wantLean && !lean) console.log('build: no rust-src here, so this is the plain build, about 3 KB larger');
  // The two kinds of build differ in every crate: a folder each, or they would undo one another.
  const folder = path.join(targetDir, lean ? 'wasm-lean' : 'wasm-plain');
  const flags = [...remappedPaths(root), ...NO_GROWTH, ...(lean ? ABORT_AT_ONCE : [])];
  const args = ['rustc', '--release', '--lib', '--package', name, '--target', TARGET, '--no-default-features', '--features', 'engine', ...(lean ? BUILD_STD : []), ...JOINED];
  const env = { ...process.env, CARGO_TARGET_DIR: folder, CARGO_ENCODED_RUSTFLAGS: flags.join('\x1f'), CARGO_PROFILE_RELEASE_OPT_LEVEL: OPT_LEVEL };
  if (lean) env.RUSTC_BOOTSTRAP = '1';
  run('cargo', args, { cwd: root, env, show: true });
  return path.join(folder, TARGET, 'release', `${name.replaceAll('-', '_')}.wasm`);
}

function canBuildLean() {
  const source = path.join(run('rustc', ['--print', 'sysroot']).trim(), 'lib/rustlib/src/rust/library/Cargo.lock');
  if (!fs.existsSync(source)) return false;
  try {
    run('rustc', [...ABORT_AT_ONCE, '--print', 'cfg'], { env: { ...process.env, RUSTC_BOOTSTRAP: '1' } });
    return true;
  } catch {
    return false;
  }
}

/** The same source gives the same file on every machine, and names no folder of the one it was built on. */
function remappedPaths(root) {
  const cargoHome = process.env.CARGO_HOME || path.join(os.homedir(), '.cargo');
  return [`--remap-path-prefix=${cargoHome}=cargo`, `--remap-path-prefix=${root}=.`];
}
