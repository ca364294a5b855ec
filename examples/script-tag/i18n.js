/*
 * Which language the page speaks, and how it writes times and errors in it. Elements of index.html name their text in
 * data-text, their label in data-label and their placeholder in data-placeholder; what code draws calls t().
 */
import { changed } from './changes.js';
import { TEXTS } from './texts.js';

const CHOICE_KEY = 'jmessage-demo-language';
const DAY_MS = 24 * 60 * 60 * 1000;

/** Codes of the server that deserve a sentence of their own. */
const ERRORS = {
  880103: 'error.noSuchUser',
  880104: 'error.password',
  880203: 'error.noSuchUser',
  880205: 'error.notInGroup',
  880207: 'error.blocked',
  880210: 'error.fileSize',
};

let language = remembered() ?? (navigator.language.startsWith('zh') ? 'zh' : 'en');

export const currentLanguage = () => language;

export function switchLanguage() {
  language = language === 'zh' ? 'en' : 'zh';
  try {
    localStorage.setItem(CHOICE_KEY, language);
  } catch {
    // A blocked storage only means that the choice is not remembered.
  }
  translate(document);
  changed();
}

export function t(key, values = {}) {
  return TEXTS[language][key].replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

/** Puts the texts into everything under `root` that names one. */
export function translate(root) {
  for (const element of root.querySelectorAll('[data-text]')) element.textContent = t(element.dataset.text);
  for (const element of root.querySelectorAll('[data-placeholder]')) element.placeholder = t(element.dataset.placeholder);
  for (const element of root.querySelectorAll('[data-label]')) {
    element.ariaLabel = t(element.dataset.label);
    if (element.matches('button')) element.title = element.ariaLabel;
  }
  document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
}

/** A sentence for what onFail or onTimeout brought. */
export function explain({ code, message = '' }) {
  if (code === undefined) return t('error.noAnswer');
  return t(ERRORS[code] ?? 'error.other', { code, message });
}

export const clock = (time) => format(time, { hour: '2-digit', minute: '2-digit', hour12: false });

/** "Today", "Yesterday", or the date: what stands above the messages of a day. */
export function dayName(time) {
  const daysAgo = Math.round((startOfDay(Date.now()) - startOfDay(time)) / DAY_MS);
  if (daysAgo === 0) return t('day.today');
  if (daysAgo === 1) return t('day.yesterday');
  return format(time, { weekday: 'short', month: 'long', day: 'numeric' });
}

/** The shortest that tells when: a clock time for today, else a day. */
export function shortTime(time) {
  const today = startOfDay(Date.now());
  if (time >= today) return clock(time);
  if (time >= today - DAY_MS) return t('day.yesterday');
  return format(time, { month: 'numeric', day: 'numeric' });
}

export function fileSize(bytes) {
  const units = ['B', 'KB', 'MB', 'GB'];
  const step = Math.min(Math.floor(Math.log2(Math.max(bytes, 1)) / 10), units.length - 1);
  return `${(bytes / 1024 ** step).toFixed(step ? 1 : 0)} ${units[step]}`;
}

export const startOfDay = (time) => new Date(time).setHours(0, 0, 0, 0);

function format(time, options) {
  return new Intl.DateTimeFormat(document.documentElement.lang, options).format(time);
}

function remembered() {
  try {
    return localStorage.getItem(CHOICE_KEY);
  } catch {
    return null;
  }
}
