// What docs/api says of each method and listener, put over its declaration in the types, in both languages: an editor
// shows it then, and it is written once. Must never change a declaration.
import fs from 'node:fs';
import path from 'node:path';

// The others throw once the object is closed.
const HARMLESS = ['close', 'connection', 'discard', 'isConnect', 'isInit', 'isLogin', 'outbox', 'stats'];
const GIVEN = { fn: 'the listener; set again, it is replaced', id: 'its number' };

/** The text of the types, with a comment over each member that the documents have a section of. */
export function documented(types, docs) {
  const folder = path.join(docs, 'api');
  const pages = fs.readdirSync(folder).filter((name) => !name.includes('zh-CN'));
  const [english, chinese] = ['.md', '.zh-CN.md'].map((ending) => new Map(pages.flatMap((name) => {
    const page = name.replace('.md', ending);
    return fs.readFileSync(path.join(folder, page), 'utf8').split(/^## /m).slice(1).map((text) => [text.match(/^\S+/)[0], { page, text }]);
  })));
  return types.replace(/^ {2}(\w+)\((?:(\w+)\??:)?/gm, (declaration, name, parameter) =>
    (english.has(name) ? `${comment(name, parameter, english.get(name), chinese.get(name).text)}${declaration}` : declaration));
}

function comment(name, parameter, { page, text }, chinese) {
  const [, sentence, rule] = text.split('\n\n');
  const throws = [rule.match(/After `(\w+)`/)?.[1].replace(/.+/, 'must $& first'), !HARMLESS.includes(name) && 'closed'].filter(Boolean);
  const link = `${page}#${name.toLowerCase()}`;
  const lines = [
    plain(sentence), '', plain(chinese.split('\n\n')[1]), '', rule.slice(1, -1), '',
    ...(parameter ? [`@param ${parameter} ${GIVEN[parameter] ?? ''}`.trim(), ...parameters(text)] : []),
    ...(throws.length ? [`@throws Error: ${throws.map((said) => `"${said}"`).join(', ')}`] : []),
    '@example', '```js', ...text.match(/^```js\n(.*?)\n```/ms)[1].split('\n'), '```',
    `@see [docs/api/${link}](../docs/api/${link})`,
  ];
  return `  /**\n${lines.map((line) => `   * ${line}`.trimEnd()).join('\n')}\n   */\n`;
}

/** The rows of the table of arguments, as a list. */
function parameters(text) {
  const [head, , ...rows] = text.match(/^\| (?:argument|its argument|given) (?:.*\n)+?(?=\n)/m)?.[0].trim().split('\n').map((row) => row.slice(2, -2).split(' | ')) ?? [[]];
  return rows.map((row) => {
    const of = (column) => row[head.indexOf(column)];
    return `- ${row[0]}${of('required') === 'no' ? '?' : ''} (${of('type')}): ${plain(of('meaning'))}`;
  });
}

/** Without links, which lead nowhere in an editor. */
const plain = (text) => text.replaceAll('\n', ' ').replace(/\[([^\]]*)\]\([^)]*\)/g, '$1');
