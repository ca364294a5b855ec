// The playground: methods on the left, one of them in the middle, two accounts on the right. Here its parts meet.

import { callCode } from './code.js';
import { element, find } from './dom.js';
import { Form } from './form.js';
import { linkTo, readLink } from './link.js';
import { inline } from './markdown.js';
import { Memory } from './memory.js';
import { Panel } from './panel.js';
import { loadReference } from './reference.js';
import { TEXTS } from './texts.js';

const NAMES = ['ann', 'bob'];
const FIRST = 'sendSingleMsg';
const CHOICE_KEY = 'jmessage-playground-language';
const language = readLink().language ?? localStorage.getItem(CHOICE_KEY) ?? (navigator.language.startsWith('zh') ? 'zh' : 'en');
const words = TEXTS[language];
const base = new URL('../docs/api/', import.meta.url);
const memory = new Memory();

const table = ({ heading, rows }) => element(
  'table',
  {},
  element('thead', {}, element('tr', {}, heading.map((cell) => element('th', {}, cell)))),
  element('tbody', {}, rows.map((row) => element('tr', {}, row.map((cell) => element('td', {}, inline(cell, base)))))),
);

const code = (text) => element('pre', { class: 'code' }, text);

const suggest = ({ target: { name } }) => {
  const names = /user|target_name/.test(name) ? NAMES : [];
  find('#suggestions').replaceChildren(...[...memory.all(name), ...names].map((value) => element('option', { value })));
};

/** The form of a method, what it would call, and who may call it. */
function caller(entry, given, panels) {
  const form = new Form(entry, given ?? memory.propose(entry, ...NAMES), words, base);
  const written = code('');
  const write = () => { written.textContent = callCode(entry.name, form.arguments()); };
  const fill = (values) => { form.fill(values); write(); };
  form.node.addEventListener('input', write);
  form.node.addEventListener('focusin', suggest);
  write();
  if (entry.name === 'init' && !given) panels[0].account.auth().then(fill);
  const callers = panels.map(({ account }) => {
    const onclick = () => account.call(entry.name, form.arguments());
    return element('button', { type: 'button', class: 'primary', onclick }, `${words.callAs} ${account.name}`);
  });
  const share = element('button', { type: 'button' }, words.share);
  share.onclick = () => {
    history.replaceState(null, '', linkTo(entry.name, language, form.shareable()));
    navigator.clipboard?.writeText(location.href).then(() => { share.textContent = words.shared; }, () => {});
  };
  return [
    form.fields.length ? form.node : element('p', { class: 'muted' }, words.noArguments),
    element('div', { class: 'actions' }, callers, share),
    element('h3', {}, words.code),
    written,
  ];
}

/** The method in the middle. */
function show(entry, given, panels) {
  const method = find('#method');
  method.replaceChildren(
    element('h2', {}, entry.name),
    element('p', { class: 'words' }, inline(entry.words, base)),
    element('p', { class: 'terms' }, inline(entry.terms, base)),
    ...(entry.isListener ? [element('p', { class: 'notice' }, words.heard)] : caller(entry, given, panels)),
    ...(entry.results.length ? [element('h3', {}, words.results), ...entry.results.map(table)] : []),
    element('h3', {}, words.example),
    code(entry.example),
  );
  method.scrollTop = 0;
  document.querySelectorAll('nav a').forEach((link) => link.toggleAttribute('aria-current', link.textContent === entry.name));
  document.title = `${entry.name} · JMessage ${words.title}`;
}

function drawMethods(areas) {
  const lists = areas.map(({ title, entries }) => element(
    'details',
    { open: true },
    element('summary', {}, title, element('span', { class: 'count' }, entries.length)),
    element('ul', {}, entries.map(({ name }) => element('li', {}, element('a', { href: `#${name}` }, name)))),
  ));
  const search = element('input', {
    type: 'search', placeholder: words.search, 'aria-label': words.search,
    oninput: () => lists.forEach((list) => {
      list.querySelectorAll('li').forEach((item) => { item.hidden = !item.textContent.toLowerCase().includes(search.value.toLowerCase()); });
      list.hidden = !list.querySelector('li:not([hidden])');
    }),
  });
  find('nav').append(search, ...lists);
}

async function start() {
  document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
  find('#lead').textContent = words.lead;
  find('#title').textContent = words.title;
  find('#demo').textContent = words.demo;
  find('#docs').textContent = words.docs;
  find('#docs').href = new URL(`../api${language === 'zh' ? '.zh-CN' : ''}.md`, base).href;
  find('#language').textContent = words.other;
  find('#language').onclick = () => {
    localStorage.setItem(CHOICE_KEY, language === 'zh' ? 'en' : 'zh');
    history.replaceState(null, '', `#${readLink().name}`);
    location.reload();
  };
  const panels = NAMES.map((name) => new Panel(name, words, (data) => memory.learn(data)));
  find('#accounts').append(...panels.map(({ node }) => node));
  const areas = await loadReference(language);
  drawMethods(areas);
  const entries = new Map(areas.flatMap((area) => area.entries.map((entry) => [entry.name, entry])));
  const route = () => {
    const { name, given } = readLink();
    show(entries.get(name) ?? entries.get(FIRST), given, panels);
  };
  window.addEventListener('hashchange', route);
  await Promise.all(panels.map(({ account }) => account.renew()));
  route();
}

start().catch((error) => {
  find('#method').replaceChildren(element('p', { class: 'notice' }, words.missing), element('pre', {}, String(error)));
});
