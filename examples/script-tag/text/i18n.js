/*
 * Which language the page speaks, and how it writes times, sizes and errors in it. Elements of index.html name their
 * text in data-text, their label in data-label and their placeholder in data-placeholder; what code draws calls t().
 */
import { changed } from '../state/changes.js';
import en from './en.js';
import zh from './zh.js';

const TEXTS = { en, zh };
const CHOICE_KEY = 'jmessage-demo-language';
const DAY_MS = 24 * 60 * 60 * 1000;
const NO_ANSWER = 882005;

let language = remembered() ?? (navigator.language.startsWith('zh') ? 'zh' : 'en');

export function switchLanguage() {
  language = language === 'zh' ? 'en' : 'zh';
  try {
    localStorage.setItem(CHOICE_KEY, language);
  } catch {
    // A blocked storage only means that the choice is not remembered.
  }
  translatePage();
  changed('language', language);
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
}

/** The whole page at once. Saying the language anew has the browser style everything anew. */
export function translatePage() {
  document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
  translate(document);
}

/** A sentence for what a refusal, a timeout or a rejected promise brought. */
export function explain({ code = NO_ANSWER, message = '' }) {
  return TEXTS[language][`error.${code}`] ?? t('error.other', { code, message });
}

/** "Ann, Bob and 3 more", as the language joins names. */
export function joinNames(names, most = 4) {
  const shown = names.length > most ? [...names.slice(0, most), t('people.more', { n: names.length - most })] : names;
  return new Intl.ListFormat(document.documentElement.lang).format(shown);
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

const formats = new Map();

/** Making a format takes longer than using it a hundred times. */
function format(time, options) {
  const key = document.documentElement.lang + JSON.stringify(options);
  if (!formats.has(key)) formats.set(key, new Intl.DateTimeFormat(document.documentElement.lang, options));
  return formats.get(key).format(time);
}

function remembered() {
  try {
    return localStorage.getItem(CHOICE_KEY);
  } catch {
    return null;
  }
}
