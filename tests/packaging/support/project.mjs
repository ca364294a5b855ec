// A throwaway project into which the package is installed as a user would install it: packed, then by npm, offline.
// It must never hand out a file of the repository but through the package.
import { execFile } from 'node:child_process';
import { rmSync } from 'node:fs';
import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const built = path.resolve(import.meta.dirname, '../../../dist/pkg');
const QUIET = ['--offline', '--no-audit', '--no-fund', '--ignore-scripts', '--loglevel=error'];

export const tools = path.resolve(import.meta.dirname, '../../../.tools');

let tarball;
/** The package as npm publishes it: packed once, and gone with this process. */
const packed = () => (tarball ??= (async () => {
  const folder = await fs.mkdtemp(path.join(os.tmpdir(), 'jmessage-packed-'));
  process.once('exit', () => rmSync(folder, { recursive: true }));
  const { stdout } = await run('npm', ['pack', built, '--json', ...QUIET], { cwd: folder });
  return path.join(folder, JSON.parse(stdout)[0].filename);
})());

/** Lays the packed package out in that folder. */
export async function pack(folder) {
  await fs.rm(folder, { recursive: true, force: true });
  await fs.mkdir(folder, { recursive: true });
  await run('tar', ['-xzf', await packed(), '-C', folder, '--strip-components', '1']);
}

/** `{ folder, installed, write, remove }`: a project, the package inside it, and ways to add to it and to be rid of it. */
export async function createProject(manifest = {}) {
  const folder = await fs.mkdtemp(path.join(os.tmpdir(), 'jmessage-packaging-'));
  const write = async (name, content) => {
    await fs.mkdir(path.dirname(path.join(folder, name)), { recursive: true });
    await fs.writeFile(path.join(folder, name), content);
  };
  await write('package.json', JSON.stringify({ name: 'project', private: true, ...manifest }));
  await run('npm', ['install', await packed(), ...QUIET], { cwd: folder });
  return {
    folder,
    installed: path.join(folder, 'node_modules/jmessage-web'),
    write,
    /** Runs a program of the project with node, and returns what it printed. */
    node: async (...args) => (await run(process.execPath, args, { cwd: folder })).stdout.trim(),
    remove: () => fs.rm(folder, { recursive: true }),
  };
}
