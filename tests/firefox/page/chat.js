// Two people on one page, who register, talk, send a picture and leave; then what they saw goes to the test, which
// judges it. The address says which bundle to load, and where to report to.

const query = new URLSearchParams(location.search);
const report = (what) => fetch(query.get('report'), { method: 'POST', mode: 'no-cors', body: JSON.stringify(what) });
addEventListener('error', ({ message }) => report({ error: message }));
addEventListener('unhandledrejection', ({ reason }) => report({ error: `${reason}` }));

async function load(bundle) {
  const { default: JMessage } = await import(bundle);
  return JMessage ?? window.JMessage;
}

async function enter(JMessage, username) {
  const { origin } = location;
  const auth = await (await fetch(`${origin}/auth`)).json();
  const client = new JMessage({ address: origin, upload_file: `${origin}/resource` });
  client.received = new Promise((resolve) => client.onMsgReceive(({ messages }) => resolve(messages[0])));
  await client.init(auth).toPromise();
  await client.register({ username, password: '密码' }).toPromise();
  await client.login({ username, password: '密码' }).toPromise();
  return { client, appkey: auth.appkey };
}

const picture = () => new Promise((resolve) => {
  const canvas = Object.assign(document.createElement('canvas'), { width: 64, height: 48 });
  canvas.getContext('2d').fillRect(0, 0, 32, 48);
  canvas.toBlob((blob) => {
    const form = new FormData();
    form.append('picture', blob, 'picture.png');
    resolve({ form, bytes: blob.size });
  });
});

const JMessage = await load(query.get('bundle'));
const { client: alice, appkey } = await enter(JMessage, 'alice');
const { client: bob } = await enter(JMessage, 'bob');

await alice.sendSingleMsg({ target_username: 'bob', content: '你好 👋' }).toPromise();
const message = await bob.received;
const unread = bob.getUnreadMsgCnt({ username: 'alice' });

const { form, bytes } = await picture();
let progress = 0;
const sending = bob.sendSinglePic({ target_username: 'alice', image: form }).onProgress(({ loaded }) => { progress = loaded; });
await sending.toPromise();
const { content: { msg_body: body } } = await alice.received;

dispatchEvent(new Event('pagehide'));
const stored = JSON.parse(localStorage.getItem(`conversations-${appkey}-bob`))[`${appkey}alice`];
alice.loginOut();
report({
  text: message.content.msg_body.text,
  unread,
  storedUnread: stored.unread_msg_count,
  picture: [body.width, body.height, body.fsize === bytes],
  progressed: progress >= bytes,
  connected: [alice.isConnect(), bob.isLogin()],
});
