// What an app shows of a client: how its connection stands, its conversations with their counts, and the messages of each
// chat. What is read out changes only when what it shows does. One store per object, alive while somebody looks on.
// Must never know a framework.

export const NONE = [];
export const START = { state: 'connecting' };
export const IDLE = { pending: false };

const RETRACTED = 55;

/** A chat's name among the lists of messages. */
export const keyOf = (chat) => {
  const { gid, rid, username, appkey = '' } = Object(chat);
  return gid ? `group ${gid}` : rid ? `chatroom ${rid}` : `single ${username} ${appkey}`;
};

/** The chats that a message is of. In a single chat both ends are: which of them I am is not known here. */
const keysOf = ({ content, appkey }) => {
  const { target_type, target_id, target_appkey = appkey, from_id, from_appkey } = Object(content);
  return target_type !== 'single' ? [`${target_type} ${target_id}`] : [
    ...new Set([[from_id, from_appkey], [target_id, target_appkey]].flatMap(([username, appkey]) => [keyOf({ username }), keyOf({ username, appkey })])),
  ];
};

class Store {
  constructor(jim) {
    this.jim = jim;
    this.watchers = new Set();
    this.clear();
  }

  clear() {
    this.connection = START;
    this.conversations = NONE; // Newest first.
    this.lists = new Map(); // By a chat's key, oldest first.
  }

  subscribe(changed) {
    if (!this.listening) this.begin();
    const watcher = () => changed();
    this.watchers.add(watcher);
    return () => {
      this.watchers.delete(watcher);
      // A moment later: whoever only mounts anew is back by then.
      Promise.resolve().then(() => this.watchers.size || this.end());
    };
  }
  changed() { this.watchers.forEach((watcher) => watcher()); }

  begin() {
    const { jim } = this;
    this.listening = new AbortController();
    const on = (name, fn) => jim.on(name, fn, this.listening);
    on('connectionChange', ({ previous, ...now }) => this.stands(now));
    on('msgReceive', ({ messages }) => this.add(messages));
    on('syncConversation', (missed) => this.add(missed.flatMap(({ msgs }) => msgs)));
    on('roomMsg', (message) => this.add([message]));
    on('eventNotification', (event) => this.happened(event));
    on('syncEvent', (events) => events.forEach((event) => this.happened(event)));
    on('msgReceiptChange', (change) => this.read(change));
    on('syncMsgReceipt', (changes) => changes.forEach((change) => this.read(change)));
    on('mutiUnreadMsgUpdate', ({ gid, username }) => this.count(new Map([[keyOf({ gid, username }), 0]])));
    this.stands({ state: jim.connection() });
  }
  end() {
    if (this.listening) this.listening.abort();
    this.listening = undefined;
    this.clear();
  }

  stands(connection) {
    // Whoever logs in after an end may be somebody else.
    if (connection.state === 'connecting') this.clear();
    this.connection = connection;
    if (this.jim.isLogin()) {
      this.ask();
      this.reset();
    }
    this.changed();
  }

  /** Asks for the conversations; what comes up meanwhile is asked for afterwards. */
  ask() {
    if (this.asking) {
      this.outdated = true;
      return;
    }
    const { listening } = this;
    const answered = () => {
      this.asking = false;
      if (this.outdated && this.jim.isLogin()) this.ask();
    };
    this.asking = true;
    this.outdated = false;
    this.jim.getConversation().onFail(answered).onTimeout(answered).onSuccess(({ conversations }) => {
      if (listening === this.listening) {
        this.conversations = [...conversations].reverse();
        this.changed();
      }
      answered();
    });
  }

  /** Counts these chats' conversations anew, by key with the time of a message, which moves them up. */
  count(times) {
    this.conversations = this.conversations.map((conversation) => {
      const { gid, username, mtime } = conversation;
      const at = times.get(keyOf({ gid, username }));
      if (at === undefined) return conversation;
      return { ...conversation, mtime: Math.max(mtime || 0, at), unread_msg_count: this.jim.getUnreadMsgCnt(conversation) };
    }).sort((a, b) => b.mtime - a.mtime);
    this.changed();
  }

  /** The chat that is on the screen is read, until what is returned is called. */
  open(chat) {
    this.shown = chat;
    this.reset();
    return () => {
      if (this.shown !== chat) return;
      this.shown = undefined;
      if (this.jim.connection() !== 'closed') this.jim.exitConversation();
    };
  }
  reset() {
    const { gid, username, appkey } = Object(this.shown);
    if (!(gid || username) || !this.jim.isLogin()) return;
    this.jim.resetUnreadCount(this.shown);
    this.count(new Map([[keyOf({ gid, username }), 0]]));
  }

  add(messages) {
    const added = new Map();
    messages.forEach((message) => keysOf(message).forEach((key) => added.set(key, [...(added.get(key) || NONE), message])));
    added.forEach((more, key) => {
      const list = this.lists.get(key) || NONE;
      const known = new Set(list.map(({ msg_id }) => msg_id));
      this.lists.set(key, [...list, ...more.filter(({ msg_id }) => !known.has(msg_id))].sort((a, b) => a.ctime_ms - b.ctime_ms));
    });
    const known = new Set(this.conversations.map(({ gid, username }) => keyOf({ gid, username })));
    const isNew = (message) => !keysOf(message).some((key) => known.has(key) || key.startsWith('chatroom'));
    if (messages.some(isNew)) this.ask();
    this.count(new Map(Array.from(added, ([key, more]) => [key, Math.max(...more.map(({ ctime_ms }) => ctime_ms))])));
  }

  /** Changes messages, wherever they stand. */
  patch(ids, change) {
    this.lists.forEach((list, key) => {
      if (list.some(({ msg_id }) => ids.includes(msg_id))) {
        this.lists.set(key, list.map((message) => (ids.includes(message.msg_id) ? { ...message, ...change(message) } : message)));
      }
    });
    this.changed();
  }
  happened({ event_type, msgid_list }) {
    if (event_type === RETRACTED) this.patch([].concat(msgid_list), () => ({ retracted: true }));
  }
  read({ receipt_msgs }) {
    receipt_msgs.forEach(({ msg_id, unread_count }) =>
      this.patch([msg_id], (message) => ({ unread_count: Math.min(unread_count, ...[message.unread_count].filter(Number.isFinite)) })));
  }
}

const stores = new WeakMap();
export const storeOf = (jim) => {
  if (!stores.has(jim)) stores.set(jim, new Store(jim));
  return stores.get(jim);
};

/** Holds an object until what is returned is called; one that nobody looks at a moment later is closed. */
export const hold = (jim) => {
  const store = storeOf(jim);
  const off = store.subscribe(() => {});
  return () => {
    off();
    setTimeout(() => store.watchers.size || jim.close());
  };
};

/** A function that sends by the method of that name, and tells how the newest send stands. */
export const sender = (jim, tell) => {
  let newest;
  return (method, args) => {
    const mine = (newest = {});
    const show = (sending) => { if (mine === newest) tell(sending); };
    const send = async () => {
      show({ pending: true });
      const handle = jim[method](args);
      handle.onProgress((progress) => show({ pending: true, progress }));
      handle.onSuccess((reply, message) => storeOf(jim).add([{ ...message, ...reply, content: message.content }]));
      return handle.toPromise();
    };
    const sent = send();
    // Whoever looks at `sending` only has no rejection to handle.
    sent.then(() => show(IDLE), (error) => show({ pending: false, error }));
    return sent;
  };
};
