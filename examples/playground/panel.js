// The column of one account: who it is, how it stands, and its timeline.

import { element } from './dom.js';
import { Account } from './account.js';
import { Timeline } from './timeline.js';

export class Panel {
  /** `learn` hears everything that came. */
  constructor(name, words, learn) {
    this.timeline = new Timeline(words);
    this.account = new Account(name, (entry) => {
      learn(entry.data);
      learn(entry.more);
      this.timeline.show(entry);
      this.#state();
    });
    this.words = words;
    this.state = element('span', { class: 'state', role: 'status' });
    const frames = element('input', { type: 'checkbox', onchange: () => this.node.classList.toggle('with-frames', frames.checked) });
    const button = (text, onclick, kind) => element('button', { type: 'button', class: kind, onclick }, text);
    this.node = element(
      'section',
      { class: 'panel', 'aria-label': name },
      element(
        'header',
        {},
        element('span', { class: 'avatar', 'aria-hidden': 'true' }, name.slice(0, 1).toUpperCase()),
        element('h2', {}, name),
        this.state,
        button(words.signIn, () => this.account.signIn(), 'primary'),
      ),
      this.timeline.node,
      element(
        'footer',
        {},
        element('label', {}, frames, words.frames),
        button(words.fresh, () => this.account.renew()),
        button(words.clear, () => this.timeline.clear()),
      ),
    );
    this.timeline.node.dataset.empty = words.empty;
    // A connection tells nobody when it comes up.
    setInterval(() => this.#state(), 500);
  }

  #state() {
    const { state } = this.account;
    this.state.textContent = this.words[state];
    this.state.dataset.state = state;
  }
}
