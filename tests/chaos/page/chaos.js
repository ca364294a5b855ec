// Writes so many messages to somebody who does the same, notes what comes, and reports to the test. What it knows is in
// localStorage from one moment to the next, since the page may be frozen, loaded anew or without a network at any time;
// each time that it is loaded is a life. It must never judge anything: that is the test's part.
'use strict';

const { name, peer, sends, report, appkey } = Object.fromEntries(new URLSearchParams(location.search));
const EVERY = 150;
const MANY = 200;
const AT_ONCE = 20;

const stored = (what) => Number(localStorage.getItem(`${name} ${what}`) ?? 0);
const store = (what, value) => localStorage.setItem(`${name} ${what}`, value);
const life = stored('lives') + 1;
store('lives', life);

const JIM = new JMessage({
  address: location.origin,
  reconnect: true,
  outbox: 'storage',
  appkey,
  auth: async () => (await fetch(`/auth?appkey=${appkey}`, { cache: 'no-store' })).json(),
});
const account = { username: name, password: 'secret' };
const ends = { success: 0, timeout: 0 };
const failures = [];
const errors = [];
let quiet = 0;

addEventListener('error', ({ message }) => errors.push(message));
const hear = (messages) => messages.forEach(({ content }) => {
  if (content.from_id !== peer) return;
  const heard = stored(`heard ${life}`);
  localStorage.setItem(`${name} heard ${life} ${heard}`, content.msg_body.text);
  store(`heard ${life}`, heard + 1);
});
JIM.onMsgReceive(({ messages }) => hear(messages));
JIM.onSyncConversation((all) => all.forEach(({ msgs }) => hear(msgs)));

const write = (text) => JIM.sendSingleMsg({ target_username: peer, content: text })
  .onSuccess(() => { ends.success += 1; })
  .onFail((why) => failures.push(why))
  .onTimeout(() => { ends.timeout += 1; });
// Timers of a hidden page come once a second: what they missed is made up for.
let last = performance.now();
setInterval(() => {
  let due = Math.min(AT_ONCE, (performance.now() - last) / EVERY);
  last = performance.now();
  for (let sent = stored('sent'); stored('go') && due > 0 && sent < sends && JIM.outbox().length < MANY; due -= 1) {
    write(`${sent + 1}`);
    store('sent', (sent += 1));
  }
}, EVERY);

// What the test asks for comes as the answer to a report.
const DOES = {
  /** Both are there. */
  go: () => store('go', 1),
  reload: () => location.reload(),
  /** All is read; then so many more. */
  read: () => {
    JIM.resetUnreadCount({ username: peer });
    JIM.exitConversation();
    store('read', 1);
  },
  more: () => { for (; quiet < 10; quiet += 1) write(`more ${quiet}`); },
};
const reports = async () => {
  const heard = Array.from({ length: life }, (_, at) => (
    Array.from({ length: stored(`heard ${at + 1}`) }, (__, nth) => localStorage.getItem(`${name} heard ${at + 1} ${nth}`))));
  const now = {
    name, life, heard, ends, errors, failures, read: stored('read'), quiet, sent: stored('sent'), waits: JIM.outbox().length, state: JIM.connection(),
    unread: JIM.isLogin() ? JIM.getUnreadMsgCnt({ username: peer }) : undefined,
  };
  const response = await fetch(report, { method: 'POST', body: JSON.stringify(now) });
  const wish = await response.text();
  if (wish) DOES[wish]();
};
const go = () => reports().catch(() => {}).then(() => setTimeout(go, 500));
go();

JIM.register(account).toPromise().catch(() => {});
JIM.login(account);
