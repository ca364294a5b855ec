// The form of a method: one field per argument, and the call that they make. A field that is left empty is an argument
// that is not given. Must never decide what an argument may be: that is the SDK's to say.

import { element } from './dom.js';
import { inline } from './markdown.js';

const wantsFile = (type) => type === 'FormData';
const wantsJson = (type) => !/^(string|number|boolean|FormData)/.test(type);
const wantsSecret = (name) => /password|_pwd$|signature/.test(name);

/** Ids that are no exact numbers stay texts. */
const isNumber = (text) => text.trim() !== '' && Number.isSafeInteger(Math.trunc(Number(text)));

const control = ({ name, type }, words) => {
  const properties = { id: `field-${name}`, name, autocomplete: 'off', spellcheck: false };
  if (wantsFile(type)) return element('input', { ...properties, type: 'file' });
  if (type === 'boolean') {
    const absent = element('option', { value: '' }, words.absent);
    return element('select', properties, absent, element('option', {}, 'true'), element('option', {}, 'false'));
  }
  if (wantsJson(type)) {
    return element('textarea', { ...properties, rows: 2, placeholder: type.includes('[]') ? '[…]' : '{…}' });
  }
  return element('input', { ...properties, type: 'text', list: 'suggestions' });
};

/** What a filled field says, as the argument of its type; what is no JSON where some is expected is said as text. */
const argument = ({ name, type }, field) => {
  if (wantsFile(type)) {
    if (!field.files.length) return undefined;
    const form = new FormData();
    form.append(name, field.files[0]);
    return form;
  }
  const text = field.value;
  if (text === '') return undefined;
  if (type.includes('number') && !wantsSecret(name) && isNumber(text)) return Number(text);
  if (type === 'boolean') return text === 'true';
  if (!wantsJson(type)) return text;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
};

export class Form {
  /** `given` are arguments by name, from a link or as proposals. */
  constructor({ parameters }, given, words, base) {
    this.fields = parameters.map((parameter) => ({ parameter, field: control(parameter, words) }));
    const draw = ({ parameter, field }) => element(
      'div',
      { class: `field ${parameter.need}` },
      element(
        'label',
        { htmlFor: field.id },
        element('code', {}, parameter.name),
        element('span', { class: 'need' }, words[parameter.need]),
        element('span', { class: 'type' }, parameter.type),
      ),
      field,
      element('p', {}, inline(parameter.meaning, base)),
    );
    const optional = this.fields.filter(({ parameter }) => parameter.need === 'optional');
    const needed = this.fields.filter((each) => !optional.includes(each));
    const isGiven = ({ parameter }) => given[parameter.name] !== undefined;
    this.node = element(
      'div',
      { class: 'fields' },
      needed.map(draw),
      optional.length === 0 ? undefined : element(
        'details',
        { open: needed.length === 0 || optional.some(isGiven) },
        element('summary', {}, `${words.optional} · ${optional.length}`),
        element('div', { class: 'fields' }, optional.map(draw)),
      ),
    );
    this.fill(given);
  }

  fill(given) {
    for (const { parameter, field } of this.fields) {
      const value = given[parameter.name];
      if (value === undefined || wantsFile(parameter.type)) continue;
      field.value = typeof value === 'object' ? JSON.stringify(value) : String(value);
    }
  }

  /** What the method is called with; nothing, if it takes no arguments. */
  arguments() {
    if (this.fields.length === 0) return undefined;
    const named = this.fields.map(({ parameter, field }) => [parameter.name, argument(parameter, field)]);
    return Object.fromEntries(named.filter(([, value]) => value !== undefined));
  }

  /** What a link may carry: no files, and no secrets. */
  shareable() {
    const named = Object.entries(this.arguments() ?? {});
    return Object.fromEntries(named.filter(([name, value]) => !(value instanceof FormData) && !wantsSecret(name)));
  }
}
