// A real project with one tool: its folder of projects/, over what all of them share, laid out in target/packaging with
// the packages of its lock and the packed SDK inside it. It must never leave anything in the repository.
import { execFile, spawn } from 'node:child_process';
import fs from 'node:fs/promises';
import net from 'node:net';
import path from 'node:path';
import { promisify } from 'node:util';
import { pack } from './project.mjs';

const run = promisify(execFile);
const projects = path.resolve(import.meta.dirname, '../projects');
const LONGEST = 600_000; // ms, of a command that ends.
const laid = path.resolve(import.meta.dirname, '../../../target/packaging');

export class Tool {
  #servers = [];

  /** Lays out the project of that name, from its folders. What an earlier run installed by the same lock is used again. */
  static async lay(name, folders = ['app', name].map((each) => path.join(projects, each))) {
    const tool = new Tool();
    tool.folder = path.join(laid, name);
    await tool.#clear();
    const isOurs = (file) => !file.split(path.sep).includes('node_modules');
    for (const each of folders) await fs.cp(each, tool.folder, { recursive: true, filter: (file) => isOurs(path.relative(each, file)) });
    await tool.#install(name);
    await pack(path.join(tool.folder, 'node_modules/jmessage-web'));
    return tool;
  }

  /** Runs a command of the project to its end, such as "vite build". */
  async run(command, env = {}) {
    const [program, ...args] = command.split(' ');
    const options = { cwd: this.folder, env: this.#env(env), maxBuffer: 1 << 26, timeout: LONGEST };
    await run(program, args, options).catch(({ stdout, stderr, killed }) => {
      const said = `${stdout}\n${stderr}`.split('\n').map((line) => line.slice(0, 300)); // Some quote a minified file.
      throw new Error(`${command} ${killed ? 'did not end' : 'failed'}:\n${said.join('\n')}`);
    });
  }

  /** Starts a server of the project's, such as "vite --port {port}", and returns its address once it answers. */
  async serve(command, env = {}) {
    const port = await freePort();
    const [program, ...args] = command.replace('{port}', port).split(' ');
    // A group of its own: what the tool starts ends with it.
    const server = spawn(program, args, { cwd: this.folder, env: this.#env(env), stdio: ['ignore', 'pipe', 'pipe'], detached: true });
    const ended = new Promise((resolve) => server.once('exit', resolve));
    this.#servers.push({ server, ended });
    let said = '';
    for (const stream of [server.stdout, server.stderr]) stream.on('data', (data) => { said += data; });
    const origin = `http://localhost:${port}`;
    const gone = ended.then(() => { throw new Error(`${command} ended:\n${said}`); });
    gone.catch(() => {});
    await Promise.race([answers(origin), gone]);
    return origin;
  }

  async stop() {
    for (const { server, ended } of this.#servers) {
      if (server.exitCode === null && server.signalCode === null) process.kill(-server.pid, 'SIGKILL');
      await ended;
    }
  }

  #env(more) {
    const bin = path.join(this.folder, 'node_modules/.bin');
    const { NODE_TEST_CONTEXT, ...inherited } = process.env; // Or a test runner inside takes this one for its own.
    return { ...inherited, PATH: [bin, process.env.PATH].join(path.delimiter), NEXT_TELEMETRY_DISABLED: '1', ...more };
  }

  /** Takes away all but the installed packages, and of those what tools put by: they know the SDK by its version only. */
  async #clear() {
    const modules = path.join(this.folder, 'node_modules');
    await fs.mkdir(modules, { recursive: true });
    const stale = (await fs.readdir(this.folder)).filter((name) => name !== 'node_modules').map((name) => path.join(this.folder, name));
    const caches = ['.vite', '.vite-temp', '.cache'].map((name) => path.join(modules, name));
    for (const each of [...stale, ...caches]) await fs.rm(each, { recursive: true, force: true });
  }

  async #install(name) {
    const lock = await fs.readFile(path.join(this.folder, 'package-lock.json'), 'utf8');
    const stamp = path.join(this.folder, 'node_modules/.installed');
    if (await fs.readFile(stamp, 'utf8').catch(() => '') === lock) return;
    console.log(`== Installing the npm packages of ${name}`);
    await this.run('npm ci --ignore-scripts --no-audit --no-fund --loglevel=error');
    await fs.writeFile(stamp, lock);
  }
}

const freePort = () => new Promise((resolve) => {
  const server = net.createServer().listen(0, () => {
    const { port } = server.address();
    server.close(() => resolve(port));
  });
});

async function answers(origin) {
  while (!(await fetch(origin).catch(() => undefined))) await new Promise((later) => setTimeout(later, 50));
}
