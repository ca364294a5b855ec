// What happened to one account, newest below. Must never call anything.

import { literal } from './code.js';
import { element } from './dom.js';

const LIMIT = 400;
const MARKS = { success: '✓', value: '=', fail: '✕', throws: '✕' };

const brief = (data) => {
  const text = literal(data).replace(/\s+/g, ' ');
  return text.length > 90 ? `${text.slice(0, 90)}…` : text;
};

/** A line that opens to show all of what it carries. */
const line = (className, mark, name, data, note = '') => element(
  'details',
  { class: `entry ${className}` },
  element(
    'summary',
    {},
    element('span', { class: 'mark', 'aria-hidden': 'true' }, mark),
    element('b', {}, name),
    element('span', { class: 'brief' }, data === undefined ? '' : brief(data)),
    element('span', { class: 'note' }, note),
  ),
  element('pre', {}, data === undefined ? '' : literal(data)),
);

export class Timeline {
  #running = new Map();

  constructor(words) {
    this.words = words;
    this.node = element('div', { class: 'timeline', role: 'log' });
  }

  show(entry) {
    const follows = this.node.scrollHeight - this.node.scrollTop - this.node.clientHeight < 40;
    this[entry.kind]?.(entry);
    while (this.node.childElementCount > LIMIT) this.node.firstElementChild.remove();
    if (follows) this.node.scrollTop = this.node.scrollHeight;
  }

  call(entry) {
    const node = line('call', '→', entry.name, entry.given, this.words.running);
    this.#running.set(entry, node);
    this.node.append(node);
  }
  answer({ call, outcome, data, more, took }) {
    const node = this.#running.get(call);
    this.#running.delete(call);
    if (node) node.querySelector('.note').textContent = '';
    this.node.append(line(`answer ${outcome}`, MARKS[outcome], call.name, more === undefined ? data : { data, sent: more }, `${Math.round(took)} ms`));
  }
  progress({ call, loaded, total }) {
    const node = this.#running.get(call);
    if (node) node.querySelector('.note').textContent = `${Math.round((100 * loaded) / total)} %`;
  }
  event({ name, data }) { this.node.append(line('event', '←', name, data)); }
  frame({ way, frame }) { this.node.append(line('frame', way === 'out' ? '↑' : '↓', '', frame)); }

  clear() { this.node.replaceChildren(); }
}
