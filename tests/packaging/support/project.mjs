// A throwaway project into which the package is installed as a user would install it: packed, then by npm, offline.
// It must never hand out a file of the repository but through the package.
import { execFile } from 'node:child_process';
import { readdirSync } from 'node:fs';
import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const dist = path.resolve(import.meta.dirname, '../../../dist');
const QUIET = ['--offline', '--no-audit', '--no-fund', '--ignore-scripts', '--loglevel=error'];

export const tools = path.resolve(import.meta.dirname, '../../../.tools');

/** The package as npm publishes it: the build packs it. */
const packed = path.join(dist, readdirSync(dist).find((name) => name.endsWith('.tgz')));

/** Lays the packed package out in that folder. */
export async function pack(folder) {
  await fs.rm(folder, { recursive: true, force: true });
  await fs.mkdir(folder, { recursive: true });
  await run('tar', ['-xzf', packed, '-C', folder, '--strip-components', '1']);
}

/** `{ folder, installed, write, remove }`: a project, the package inside it, and ways to add to it and to be rid of it. */
export async function createProject(manifest = {}) {
  const folder = await fs.mkdtemp(path.join(os.tmpdir(), 'jmessage-packaging-'));
  const write = async (name, content) => {
    await fs.mkdir(path.dirname(path.join(folder, name)), { recursive: true });
    await fs.writeFile(path.join(folder, name), content);
  };
  await write('package.json', JSON.stringify({ name: 'project', private: true, ...manifest }));
  await run('npm', ['install', packed, ...QUIET], { cwd: folder });
  return {
    folder,
    installed: path.join(folder, 'node_modules/jmessage-web'),
    write,
    /** Runs a program of the project with node, and returns what it printed. */
    node: async (...args) => (await run(process.execPath, args, { cwd: folder })).stdout.trim(),
    remove: () => fs.rm(folder, { recursive: true }),
  };
}
