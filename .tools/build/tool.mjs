// Runs the programs that the build is made of. It must never know what they are for.
import { spawnSync } from 'node:child_process';

/** Runs a program to its end and returns what it printed; with `show`, what it prints goes to the terminal. */
export function run(program, args, { show = false, ...options } = {}) {
  const stdio = ['ignore', show ? 'inherit' : 'pipe', show ? 'inherit' : 'pipe'];
  const done = spawnSync(program, args, { encoding: 'utf8', maxBuffer: 1 << 28, stdio, ...options });
  if (done.error?.code === 'ENOENT') throw new Error(`${program} is not installed; tests/run build installs what the build needs`);
  if (done.error) throw done.error;
  if (done.status !== 0) {
    if (!show) process.stderr.write(done.stdout + done.stderr);
    throw new Error(`${program} failed: what it says stands above`);
  }
  return done.stdout;
}
