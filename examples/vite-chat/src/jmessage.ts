// The SDK's object of this app. It keeps its session by itself: `login` is called once, and after a lost connection
// everything is as before, with a fresh signature. What waits to be sent outlives a reload.
import { JMessage, type AuthPayload } from 'jmessage-web';

const { protocol, host, origin } = location;

// An app's own server signs for its users. `flag` brings what was written on other devices.
const auth = async (): Promise<AuthPayload> => {
  const response = await fetch('/auth', { cache: 'no-store' });
  if (!response.ok) throw new Error(`GET /auth: ${response.status}`);
  return { ...(await response.json()), flag: 1 };
};

export const makeClient = () => new JMessage({
  address: `${protocol === 'https:' ? 'wss' : 'ws'}://${host}`,
  upload_file: `${origin}/resource`,
  reconnect: true,
  outbox: 'storage',
  auth,
});
