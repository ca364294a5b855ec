// @vitest-environment jsdom
import { JMessage } from 'jmessage-web';
import { expect, test } from 'vitest';
import { start } from './start.js';

test('the object reaches the server', async () => {
  expect(await start(JMessage, { server: process.env.SERVER, auth: process.env.AUTH })).toEqual({ code: 0, message: 'success' });
});
