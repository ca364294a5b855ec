// The server's process, as its parent sees it. It must never know what a command means.
import { fork } from 'node:child_process';
import path from 'node:path';

export class Served {
  #child;
  #waiting = new Map();
  #last = 0;

  /** Starts a server of the bundle in `dist`. */
  static async start(dist) {
    const served = new Served();
    served.#child = fork(path.join(import.meta.dirname, 'server.mjs'), [dist]);
    served.origin = await new Promise((resolve, reject) => {
      served.#child.once('exit', () => reject(new Error('the server did not start')));
      served.#child.on('message', (message) => (message.port ? resolve(`http://127.0.0.1:${message.port}`) : served.#onResult(message)));
    });
    return served;
  }

  stop() { this.#child.disconnect(); }

  /** Has the peer do something; resolves with its result. */
  peer(command, options = {}) {
    const id = (this.#last += 1);
    this.#child.send({ id, command, options });
    return new Promise((resolve, reject) => this.#waiting.set(id, { resolve, reject }));
  }

  #onResult({ id, result, error }) {
    const { resolve, reject } = this.#waiting.get(id);
    this.#waiting.delete(id);
    if (error) reject(new Error(error));
    else resolve(result);
  }
}
