/*
 * The few things that all views do with elements. User data only ever becomes textContent or a property, never HTML.
 * This file must never know of chats or of the SDK.
 */
import { translate } from '../i18n.js';

const TOAST_MS = 5000;

let toastTimer = 0;

export const byId = (id) => document.getElementById(id);

/** A fresh copy of the one element inside <template id="...">, in the page's language. */
export function fromTemplate(id) {
  const copy = byId(id).content.cloneNode(true);
  translate(copy);
  return copy.firstElementChild;
}

/** Makes `nodes` the children of `parent`, moving as few as possible: scroll position and focus survive. */
export function arrange(parent, nodes) {
  const focused = parent.contains(document.activeElement) ? document.activeElement : null;
  nodes.forEach((node, place) => {
    if (parent.children[place] !== node) parent.insertBefore(node, parent.children[place] ?? null);
  });
  while (parent.children.length > nodes.length) parent.lastElementChild.remove();
  if (focused !== document.activeElement) focused?.focus({ preventScroll: true });
}

/** Writes text only where it differs, so that assistive technology isn't told the same thing twice. */
export function write(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

/** A disc with a name's first letters, in a colour that belongs to the name. Groups get a rounded square. */
export function drawAvatar(element, { type, name }) {
  write(element, initials(name));
  element.style.setProperty('--hue', hue(name));
  element.classList.toggle('avatar-group', type === 'group');
}

export function drawIcon(svg, name) {
  svg.firstElementChild.setAttribute('href', `icons.svg#${name}`);
}

/** A sentence at the edge of the page, read aloud, gone after a while. */
export function toast(sentence) {
  const element = byId('toast');
  element.textContent = sentence;
  element.classList.add('toast-shown');
  clearTimeout(toastTimer);
  toastTimer = setTimeout(() => element.classList.remove('toast-shown'), TOAST_MS);
}

function initials(name) {
  const words = name.split(/[\s._-]+/).filter(Boolean);
  const letters = words.map((word) => [...word][0]);
  const latin = /^[\x21-\x7e]+$/.test(letters.join(''));
  return (latin ? letters.slice(0, 2) : letters.slice(0, 1)).join('').toUpperCase();
}

function hue(name) {
  let sum = 0;
  for (const letter of name) sum = (sum * 31 + letter.codePointAt(0)) % 360;
  return sum;
}
