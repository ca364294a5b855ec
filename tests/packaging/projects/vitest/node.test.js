import { JMessage, codes } from 'jmessage-web';
import { expect, test, vi } from 'vitest';
import { start } from './start.js';

test('without a WebSocket a call says so', async () => {
  vi.stubGlobal('WebSocket', undefined);
  vi.spyOn(console, 'error').mockImplementation(() => {});
  await expect(start(JMessage, { server: process.env.SERVER, auth: process.env.AUTH })).rejects.toMatchObject({ code: codes.CORE_NOT_LOADED });
});
