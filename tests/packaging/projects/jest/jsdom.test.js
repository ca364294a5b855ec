/** @jest-environment jsdom */
const JMessage = require('jmessage-web');
const { start } = require('./start.js');

test('the object reaches the server', async () => {
  expect(window.JMessage).toBeUndefined();
  expect(await start(JMessage)).toEqual({ code: 0, message: 'success' });
});

test('the script defines its global', () => {
  require('jmessage-web/script');
  expect(new window.JMessage({ address: process.env.SERVER }).isLogin()).toBe(false);
});
