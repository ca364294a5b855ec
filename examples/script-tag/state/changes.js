/*
 * How the views hear what changed. The state says so by topic and thing, once or often; who listens to a topic gets the
 * set of its things once per burst, and draws those and nothing else. This file must never know what a thing is.
 *
 *     session    how the connection stands, or who is signed in
 *     chats      a chat's line in the list: its name, its newest message, its count, its place
 *     messages   a chat's messages: some came, went or moved
 *     message    one message, in place
 *     open       another chat is open
 *     people     what is known of a user, by name
 *     requests   who asks to be a friend, or to join a group
 *     language   everything is to be written anew
 */
const listeners = new Map();
let due = null;

export function on(topic, draw) {
  listeners.set(topic, [...(listeners.get(topic) ?? []), draw]);
}

export function changed(topic, thing) {
  if (!due) {
    due = new Map();
    queueMicrotask(tell);
  }
  if (!due.has(topic)) due.set(topic, new Set());
  due.get(topic).add(thing);
}

function tell() {
  const topics = due;
  due = null;
  for (const [topic, things] of topics) {
    for (const draw of listeners.get(topic) ?? []) draw(things);
  }
}
