// Opening a page as a user would, and reading what it left. It must never know what the page tries.
import assert from 'node:assert/strict';

/**
 * What the page at this address leaves in `window.result`, what it said on the console, and what type the global JMessage
 * has there. The page must throw nothing.
 */
export async function visit(browser, address) {
  const page = await browser.newPage();
  const thrown = [];
  const said = [];
  page.on('pageerror', (error) => thrown.push(error.message));
  page.on('console', (message) => said.push(message.text()));
  try {
    await page.goto(address);
    // In one step, and never outside: a dev server may load a page anew.
    const found = await page.waitForFunction(async () => {
      while (!('result' in window)) await new Promise(requestAnimationFrame);
      return { result: await window.result, global: typeof JMessage };
    });
    assert.deepEqual(thrown, []);
    return { ...(await found.jsonValue()), said };
  } catch (error) {
    error.message += `\nThe page threw and said:\n${[...thrown, ...said].join('\n')}`;
    throw error;
  } finally {
    await page.close();
  }
}
