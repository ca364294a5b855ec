// The real local server, what a page must be told to be let in there, and people who know nothing of the SDK.
// It must never answer for the server.
import { Device, md5 } from '../../e2e/support/device.mjs';
import { startServer } from '../../e2e/support/server.mjs';

const APP = '4f7aef34fb361292c566a1cd';
export const PASSWORD = 'secret';

export class Local {
  static async start() {
    const local = new Local();
    local.server = await startServer();
    return local;
  }

  get url() { return this.server.url; }

  stop() { return this.server.stop(); }

  /** Where the server is, and an auth payload for init, as JSON: good for some minutes. */
  async told() {
    return { server: this.url, auth: JSON.stringify(await this.server.auth(APP)) };
  }

  /** Registers somebody. */
  async register(name) {
    const device = new Device(this.server, { name, appkey: APP }, 'a');
    await device.request('c_init', { ...await this.server.auth(APP), fromPlatForm: 'a' });
    await device.request('register', { username: name, password: md5(PASSWORD) });
    device.close();
  }

  /** Somebody who is there, on a phone. */
  async enter(name) {
    await this.register(name);
    const device = new Device(this.server, { name, appkey: APP }, 'a');
    await device.logIn(PASSWORD);
    return device;
  }
}
