// The one server and the one browser of a test file, and the people in it. Everybody has a name of their own, so that
// tests run side by side. This file must never know what the tests are about.
import { after, before } from 'node:test';
import { launchBrowser } from '../../../.tools/browser.mjs';
import { Device } from './device.mjs';
import { SdkPage } from './sdk-page.mjs';
import { startServer } from './server.mjs';

export const APP = '4f7aef34fb361292c566a1cd';
export const OTHER_APP = '7e42e869baa2fbca8ccb823c';

export let server;
export let browser;

let people = 0;

before(async () => {
  server = await startServer();
  browser = await launchBrowser();
});

after(async () => {
  await browser?.close();
  await server?.stop();
});

/** People on pages of their own, registered and logged in. They leave when the test ends. */
export function enter(t, ...names) {
  return Promise.all(names.map((name) => enterAs(t, name)));
}

export async function enterAs(t, name, options) {
  const person = await visit(t, name, options);
  await person.init();
  await person.call('register', { username: person.name, password: person.password });
  await person.call('login', { username: person.name, password: person.password });
  return person;
}

/** Someone whose page is loaded, and who has called nothing yet; `exactly` gives the name as it is. */
export async function visit(t, name, { appkey = APP, at = server, exactly = false, options } = {}) {
  const person = await SdkPage.open(browser, at, exactly ? name : `${name}-${(people += 1)}`, appkey, options);
  t.after(() => person.close());
  return person;
}

/** Another device of someone who is registered. */
export async function device(t, person, platform) {
  const one = new Device(server, person, platform);
  t.after(() => one.close());
  await one.logIn(person.password);
  return one;
}

/** Makes a request or push go wrong for this person. */
export function fault(person, event, mode, more = {}) {
  return server.fault({ event, mode, user: person.name, ...more });
}

/** A group of these people, the first of them its owner. */
export async function group(owner, ...members) {
  const { gid } = await owner.call('createGroup', { group_name: `group of ${owner.name}` });
  if (members.length === 0) return gid;
  await owner.call('addGroupMembers', { gid, member_usernames: members.map(({ name }) => ({ username: name })) });
  for (const one of members) await one.event(10, { gid });
  return gid;
}
