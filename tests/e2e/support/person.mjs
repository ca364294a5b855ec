// Someone who uses the demo, in a browser context of their own: what they do, and what they wait to see. Every method
// that looks for something waits until it is there, or fails. This file must never reach into the page's code.
import assert from 'node:assert/strict';

// A killed server is found again after 1 to 5 s, plus a login; a machine that is busy with all else takes five times as long.
const PATIENCE_MS = 60_000;

export async function arrive(browser, server, name, options = {}) {
  const context = await browser.newContext({ locale: 'en-US', viewport: { width: 1280, height: 800 }, ...options });
  const person = new Person(context, await context.newPage(), name);
  await person.page.goto(`${server.url}/demo/`);
  await person.signIn();
  return person;
}

class Person {
  errors = [];

  constructor(context, page, name) {
    this.context = context;
    this.page = page;
    this.name = name;
    page.setDefaultTimeout(PATIENCE_MS);
    page.on('pageerror', (error) => this.errors.push(error));
  }

  async signIn() {
    await this.page.getByTestId('sign-in-name').fill(this.name);
    await this.page.getByTestId('sign-in').click();
    await this.sees('online');
  }

  /** Waits until the connection is in that state. */
  async sees(status) {
    await this.page.locator(`[data-testid=status][data-state=${status}]`).waitFor({ state: 'attached' });
  }

  async startChat(name) {
    await this.page.getByTestId('start-chat').click();
    const dialog = this.page.getByTestId('new-chat');
    await dialog.getByRole('textbox').fill(name);
    await dialog.getByRole('button', { name: 'Start' }).click();
  }

  async startGroup(name, members) {
    await this.page.getByTestId('start-group').click();
    const dialog = this.page.getByTestId('new-group');
    await dialog.getByLabel('Name of the group').fill(name);
    await dialog.getByLabel('Members').fill(members.join(', '));
    await dialog.getByRole('button', { name: 'Create the group' }).click();
  }

  /** Presses a button of what the open chat's name leads to. */
  async inInfo(label) {
    await this.page.getByTestId('chat-title').click();
    await this.page.getByTestId('info').getByText(label, { exact: true }).click();
  }

  /** Chooses from the menu of a message. */
  async inMenu(message, label) {
    const found = await this.seesMessage(message);
    await found.hover();
    await found.getByTestId('message-more').click();
    await this.page.getByRole('menuitem', { name: label }).click();
  }

  row(chat) {
    return this.page.getByTestId('chat-row').filter({ has: this.page.getByText(chat, { exact: true }) });
  }

  async openChat(chat) {
    await this.row(chat).click();
    await this.page.getByTestId('chat-name').getByText(chat, { exact: true }).waitFor();
  }

  /** Waits until the list says so; 0 means that no count is shown. */
  async seesUnread(chat, count) {
    const badge = this.row(chat).getByTestId('unread');
    if (count === 0) await badge.waitFor({ state: 'hidden' });
    else await badge.getByText(String(count), { exact: true }).waitFor();
  }

  async write(text) {
    await this.page.getByTestId('compose').fill(text);
    await this.page.getByTestId('compose').press('Enter');
  }

  async attach(file) {
    await this.page.getByTestId('attach-file').setInputFiles(file);
  }

  /** The messages of the open chat with that text, or of that kind; with `state`, only those in it. */
  messages({ text, type, state }) {
    const wanted = [type && `[data-type=${type}]`, state && `[data-state=${state}]`].filter(Boolean).join('');
    const all = this.page.locator(`[data-testid=message]${wanted}`);
    return text === undefined ? all : all.filter({ has: this.page.getByText(text, { exact: true }) });
  }

  /** Waits for that message, and makes sure that it is there once. */
  async seesMessage(message) {
    const messages = this.messages(message);
    await messages.first().waitFor();
    assert.equal(await messages.count(), 1, `${this.name} sees it once: ${JSON.stringify(message)}`);
    return messages;
  }

  /** Has this browser remember so many chats, as from earlier visits, each with so many messages. */
  async remembers({ chats, messages }) {
    await this.page.evaluate(({ me, chats, messages }) => {
      const start = Date.now() - 1e9;
      for (let chat = 0; chat < chats; chat++) {
        const id = `friend ${chat}`;
        const time = start + chat * 1000;
        const said = Array.from({ length: messages }, (_, n) => ({
          id: chat * 1e4 + n + 1, from: n % 3 ? id : me, time: time + n, type: 'text', body: { text: `message ${n} of ${id}` }, state: n % 3 ? undefined : 'sent',
        }));
        localStorage.setItem(`jmessage-demo/${encodeURIComponent(me)}/user/${encodeURIComponent(id)}`, JSON.stringify({ type: 'user', id, name: id, time, unread: 0, messages: said }));
      }
    }, { me: this.name, chats, messages });
    await this.page.reload();
    await this.sees('online');
  }

  /** Closes the window, as one that never heard an exception. */
  async leave() {
    await this.context.close();
    assert.deepEqual(this.errors, [], `nothing was thrown on ${this.name}'s page`);
  }
}
