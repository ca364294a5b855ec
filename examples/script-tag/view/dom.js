/*
 * The few things that all views do with elements. User data only ever becomes textContent or a property, never HTML.
 * This file must never know of chats, nor of the SDK but for the pictures of avatars.
 */
import { translate } from '../text/i18n.js';
import { addressOf } from '../state/media.js';

const TOAST_MS = 5000;

let toastTimer = 0;

export const byId = (id) => document.getElementById(id);

/** A fresh copy of the one element inside <template id="...">, in the page's language. */
export function fromTemplate(id) {
  const copy = byId(id).content.cloneNode(true);
  translate(copy);
  return copy.firstElementChild;
}

/** An element with these properties (or attributes, where the name has a dash) and children. */
export function make(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name.includes('-')) element.setAttribute(name, value);
    else element[name] = value;
  }
  element.append(...children.filter((child) => child !== undefined && child !== null));
  return element;
}

export function icon(name) {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  svg.classList.add('icon');
  svg.ariaHidden = 'true';
  drawIcon(svg.appendChild(document.createElementNS(svg.namespaceURI, 'use')).parentNode, name);
  return svg;
}

export function drawIcon(svg, name) {
  svg.firstElementChild.setAttribute('href', `#i-${name}`);
}

/** Makes `nodes` the children of `parent`, touching only those that are not in place: scroll and focus survive. */
export function arrange(parent, nodes) {
  const wanted = new Set(nodes);
  for (const child of [...parent.children]) if (!wanted.has(child)) child.remove();
  let at = parent.firstElementChild;
  for (const node of nodes) {
    if (node === at) at = at.nextElementSibling;
    else parent.insertBefore(node, at);
  }
}

/** Puts fresh nodes in the old ones' place, unless they are the same to see: a press or a focus on them is not lost. */
export function replace(parent, nodes) {
  const fresh = nodes.filter(Boolean);
  const same = fresh.length === parent.children.length && fresh.every((node, at) => node.isEqualNode(parent.children[at]));
  if (!same) parent.replaceChildren(...fresh);
}

/** Writes text only where it differs, so that assistive technology isn't told the same thing twice. */
export function write(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

/** Likewise for an attribute; without a value it goes. */
export function mark(element, name, value) {
  if (value === undefined || value === false) {
    if (element.hasAttribute(name)) element.removeAttribute(name);
  } else if (element.getAttribute(name) !== String(value)) {
    element.setAttribute(name, value);
  }
}

/** A disc with a name's first letters, in a colour that belongs to the name, under a picture if there is one. */
export function drawAvatar(element, { type, name, avatar = '' }) {
  const picture = element.querySelector('img');
  const seen = `${type} ${name} ${avatar}`;
  if (element.dataset.seen === seen) return;
  element.dataset.seen = seen;
  write(element, initials(name));
  element.style.setProperty('--hue', hue(name));
  element.classList.toggle('avatar-group', type !== 'user');
  if (!avatar) return;
  if (picture?.dataset.of === avatar) element.append(picture);
  else whenInView(element, () => addPicture(element, avatar));
}

async function addPicture(element, avatar) {
  const url = await addressOf(avatar);
  if (!url || !element.dataset.seen.endsWith(` ${avatar}`)) return;
  const picture = make('img', { src: url, alt: '', decoding: 'async' });
  picture.dataset.of = avatar;
  element.append(picture);
}

export const avatarOf = (who, size = '') => {
  const element = make('span', { className: `avatar ${size}`, ariaHidden: 'true' });
  drawAvatar(element, who);
  return element;
};

const waiting = new Map();
const watcher = new IntersectionObserver((entries) => {
  for (const { target, isIntersecting } of entries) {
    if (!isIntersecting) continue;
    watcher.unobserve(target);
    waiting.get(target)?.();
    waiting.delete(target);
  }
});

/** Calls `then` once, when the element comes into view. */
export function whenInView(element, then) {
  waiting.set(element, then);
  watcher.observe(element);
}

/** A sentence at the edge of the page, read aloud, gone after a while. */
export function toast(sentence) {
  const element = byId('toast');
  element.textContent = sentence;
  element.classList.add('toast-shown');
  clearTimeout(toastTimer);
  toastTimer = setTimeout(() => element.classList.remove('toast-shown'), TOAST_MS);
}

/** For those who listen: what came, and is seen by who looks. */
export function announce(sentence) {
  byId('announcer').textContent = sentence;
}

function initials(name) {
  const words = name.split(/[\s._-]+/).filter(Boolean);
  const letters = words.map((word) => [...word][0]);
  const latin = /^[\x21-\x7e]+$/.test(letters.join(''));
  return (latin ? letters.slice(0, 2) : letters.slice(0, 1)).join('').toUpperCase();
}

function hue(name) {
  let sum = 0;
  for (const letter of name) sum = (sum * 31 + letter.codePointAt(0)) % 997;
  return Math.round((sum * 137.5) % 360); // names that differ by a letter differ in colour
}
