// A throwaway project into which the package is installed as a user would install it: packed, then by npm, offline.
// It must never hand out a file of the repository but through the package.
import { execFile } from 'node:child_process';
import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const built = path.resolve(import.meta.dirname, '../../../dist/pkg');
const QUIET = ['--offline', '--no-audit', '--no-fund', '--ignore-scripts', '--loglevel=error'];

export const tools = path.resolve(import.meta.dirname, '../../../.tools');

/** Packs the package as npm publishes it, and lays it out in that folder. */
export async function pack(folder) {
  const around = await fs.mkdtemp(path.join(os.tmpdir(), 'jmessage-packed-'));
  await run('tar', ['-xzf', path.join(around, await packed(around)), '-C', around]);
  await fs.rm(folder, { recursive: true, force: true });
  await fs.cp(path.join(around, 'package'), folder, { recursive: true });
  await fs.rm(around, { recursive: true });
}

async function packed(folder) {
  const { stdout } = await run('npm', ['pack', built, '--json', ...QUIET], { cwd: folder });
  return JSON.parse(stdout)[0].filename;
}

/** `{ folder, installed, write, remove }`: a project, the package inside it, and ways to add to it and to be rid of it. */
export async function createProject(manifest = {}) {
  const folder = await fs.mkdtemp(path.join(os.tmpdir(), 'jmessage-packaging-'));
  const write = async (name, content) => {
    await fs.mkdir(path.dirname(path.join(folder, name)), { recursive: true });
    await fs.writeFile(path.join(folder, name), content);
  };
  await write('package.json', JSON.stringify({ name: 'project', private: true, ...manifest }));
  await run('npm', ['install', path.join(folder, await packed(folder)), ...QUIET], { cwd: folder });
  return {
    folder,
    installed: path.join(folder, 'node_modules/jmessage-web'),
    write,
    /** Runs a program of the project with node, and returns what it printed. */
    node: async (...args) => (await run(process.execPath, args, { cwd: folder })).stdout.trim(),
    remove: () => fs.rm(folder, { recursive: true }),
  };
}
