/** @jest-environment node */
const { JMessage, codes } = require('jmessage-web');
const { start } = require('./start.js');

test('without a WebSocket a call says so', async () => {
  const said = jest.spyOn(console, 'error').mockImplementation(() => {});
  await expect(start(JMessage)).rejects.toMatchObject({ code: codes.CORE_NOT_LOADED });
  expect(said).toHaveBeenCalledTimes(1);
});
