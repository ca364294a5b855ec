// The reference, read from the documents that ship with the package: one entry per method and listener, with the fields
// of its form. Must never hold a list of methods of its own.

const ENDINGS = { en: '.md', zh: '.zh-CN.md' };

const read = async (path) => {
  const response = await fetch(new URL(`../docs/${path}`, import.meta.url));
  if (!response.ok) throw new Error(`${response.url}: ${response.status}`);
  return response.text();
};

const cells = (line) => line.slice(1, -1).split(/(?<!\\)\|/).map((cell) => cell.trim());
const bare = (text) => text.replaceAll('`', '');

/** The tables of a section, each as its heading and rows. */
const tablesOf = (text) => Array.from(text.matchAll(/(?:^\|.*\|\n)+/gm), ([table]) => {
  const [heading, , ...rows] = table.trim().split('\n').map(cells);
  return { heading, rows };
});

const needOf = (word) => (['yes', '是'].includes(word) ? 'required' : ['either', '二选一'].includes(word) ? 'either' : 'optional');

const entryOf = (text) => {
  const name = text.match(/^\w+/)[0];
  const tables = tablesOf(text);
  const parameters = tables.find(({ heading }) => heading.length === 4);
  const [, words, terms] = text.match(/^\w+\n+(.*?)\n+\*(.*)\*\n/s);
  return {
    name,
    words,
    terms,
    isListener: /^on[A-Z]/.test(name),
    parameters: (parameters?.rows ?? []).map(([field, need, type, meaning]) => ({
      name: bare(field), need: needOf(need), type: bare(type).replace('、', ', '), meaning,
    })),
    results: tables.filter((table) => table !== parameters),
    example: text.match(/^```js\n(.*?)^```/ms)?.[1] ?? '',
  };
};

/** The areas of the SDK in a language, each with its entries. */
export async function loadReference(language) {
  const ending = ENDINGS[language];
  const overview = await read(`api${ending}`);
  const pages = Array.from(overview.matchAll(/^\| \[([^\]]+)\]\((api\/[^)#]+)\) \|/gm));
  return Promise.all(pages.map(async ([, title, path]) => {
    const sections = (await read(path)).split(/^## /m).slice(1);
    const ofMethods = sections.filter((text) => text.match(/^\w+/)?.[0] in JMessage.prototype);
    return { title, entries: ofMethods.map(entryOf) };
  }));
}
