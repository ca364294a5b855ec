// What the accounts have seen: ids from replies and pushes, offered where a method asks for one of that name. Must never
// see a secret.

const IDS = ['gid', 'msg_id', 'media_id', 'event_id', 'id'];
const KEPT = 20;
/** Fields that ask for what has another name where it is seen. */
const ALSO = { target_gid: 'gid', target_rid: 'id', from_gid: 'gid' };

/** Of two ways to say it, the one to try later. */
const LATER = ['msg_body', 'gid'];
const USUAL = {
  content: 'Hello 你好 👋',
  custom: { hello: 'world' },
  extras: { from: 'playground' },
  latitude: 31.23,
  longitude: 121.47,
  scale: 12,
  label: '上海',
  group_name: 'Playground',
  memo_name: 'Friend',
  why: 'Hi',
  result: 0,
  platform: 'android',
  cmd: 'typing',
  start: 0,
  password: 'secret',
  old_pwd: 'secret',
  new_pwd: 'secret',
};

export class Memory {
  #seen = new Map();

  /** Walks whatever came. */
  learn(value) {
    if (!value || typeof value !== 'object') return;
    for (const [name, inner] of Object.entries(value)) {
      if (IDS.includes(name) && ['number', 'string'].includes(typeof inner) && inner) this.#note(name, inner);
      else this.learn(inner);
    }
  }

  #note(name, value) {
    const others = this.all(name).filter((known) => known !== value);
    this.#seen.set(name, [value, ...others].slice(0, KEPT));
  }

  all(name) { return this.#seen.get(ALSO[name] ?? name) ?? []; }

  /** What to begin with: required arguments, and the first choice where there is one. */
  propose({ name: method, parameters }, me, other) {
    const usual = {
      ...USUAL,
      username: ['register', 'login'].includes(method) ? me : other,
      target_username: other,
      target_name: other,
      from_username: other,
      member_usernames: [{ username: other }],
      msg_ids: this.all('msg_id').slice(0, 1),
    };
    const begun = parameters.filter(({ need, name }) => need === 'required' || (need === 'either' && !LATER.includes(name)));
    const proposed = begun.map(({ name }) => [name, name in usual ? usual[name] : this.all(name)[0]]);
    return Object.fromEntries(proposed.filter(([, value]) => value !== undefined));
  }
}
