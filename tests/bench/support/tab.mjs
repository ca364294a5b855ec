// A fresh page in a browser context of its own, and what it costs: CPU time of its main thread, and memory.
// It must never enable what makes the page slower: no network, page or console events are listened to, which is why
// the page is attached to here and not through Playwright's own pages.

const LOADED = 'document.readyState === "complete" ? undefined : new Promise((loaded) => addEventListener("load", () => loaded(), { once: true }))';

export class Tab {
  #session;
  #sessionId;
  #context;
  #calls = new Map();
  #lastCall = 0;

  /** Opens `url` and returns once it has loaded. */
  static async open(browser, url) {
    const tab = new Tab();
    await tab.#attach(browser);
    await tab.goto(url);
    return tab;
  }

  async #attach(browser) {
    this.#session = await browser.newBrowserCDPSession();
    this.#context = await this.#session.send('Target.createBrowserContext');
    const { targetId } = await this.#session.send('Target.createTarget', { url: 'about:blank', ...this.#context });
    this.#session.on('Target.receivedMessageFromTarget', ({ message }) => this.#onMessage(JSON.parse(message)));
    ({ sessionId: this.#sessionId } = await this.#session.send('Target.attachToTarget', { targetId, flatten: false }));
  }

  async goto(url) {
    await this.call('Page.navigate', { url });
    await this.evaluate(LOADED);
    await this.call('Performance.disable');
    await this.call('Performance.setTimeDomain', { timeDomain: 'threadTicks' });
    await this.call('Performance.enable');
  }

  async close() {
    await this.#session.send('Target.disposeBrowserContext', this.#context);
    await this.#session.detach();
  }

  /** A command of the DevTools protocol, to this page. */
  async call(method, params = {}) {
    const id = (this.#lastCall += 1);
    const answered = new Promise((resolve, reject) => this.#calls.set(id, { resolve, reject }));
    await this.#session.send('Target.sendMessageToTarget', { sessionId: this.#sessionId, message: JSON.stringify({ id, method, params }) });
    return answered;
  }

  /** The value of an expression in the page, awaited. */
  async evaluate(expression) {
    const { result, exceptionDetails } = await this.call('Runtime.evaluate', { expression, awaitPromise: true, returnByValue: true });
    if (exceptionDetails) throw new Error(`in the page: ${exceptionDetails.exception?.description ?? exceptionDetails.text}`);
    return result.value;
  }

  /** CPU time of the main thread until now, in microseconds. */
  async cpu() {
    const { metrics } = await this.call('Performance.getMetrics');
    return metrics.find(({ name }) => name === 'ThreadTime').value * 1e6;
  }

  /** CPU time of the main thread while `work` runs, in microseconds. */
  async cost(work) {
    const before = await this.cpu();
    await work();
    return (await this.cpu()) - before;
  }

  /** Bytes in use after a garbage collection, wasm memory among them. */
  async memory() {
    await this.call('HeapProfiler.collectGarbage');
    const { usedSize, backingStorageSize } = await this.call('Runtime.getHeapUsage');
    return usedSize + backingStorageSize + (await this.evaluate('window.wasmMemory?.buffer.byteLength ?? 0'));
  }

  #onMessage({ id, result, error }) {
    const waiting = this.#calls.get(id);
    if (!waiting) return;
    this.#calls.delete(id);
    if (error) waiting.reject(new Error(error.message));
    else waiting.resolve(result);
  }
}
