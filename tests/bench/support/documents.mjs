// Puts the last run's table into the documents, between their markers. It must never touch the rest of them.
import fs from 'node:fs';
import path from 'node:path';
import { cells, markdown } from './table.mjs';

const DOCS = path.resolve(import.meta.dirname, '../../../pkg-template/docs');
const FILES = { en: 'performance.md', zh: 'performance.zh-CN.md' };
const MARKED = /(<!-- last run -->\n)[^]*(<!-- end of the last run -->)/;

const run = {
  en: ({ date, machine, pages, slower }) =>
    `${date}, ${machine.browser}, ${machine.cores} x ${machine.cpu}, medians of ${pages} fresh pages${slower > 1 ? `; the raw WebSocket costs ${slower} times what it did where the absolute marks were set` : ''}.`,
  zh: ({ date, machine, pages, slower }) =>
    `${date}，${machine.browser}，${machine.cores} x ${machine.cpu}，取 ${pages} 个新页面的中位数${slower > 1 ? `；裸 WebSocket 的开销是设定绝对目标时的 ${slower} 倍` : ''}。`,
};

export function writeDocuments(last) {
  for (const [language, file] of Object.entries(FILES)) {
    const full = path.join(DOCS, file);
    const text = fs.readFileSync(full, 'utf8');
    if (!MARKED.test(text)) throw new Error(`${file} has no place for the last run`);
    const table = `${run[language](last)}\n\n${markdown(cells(last.results, language))}\n`;
    fs.writeFileSync(full, text.replace(MARKED, (_, start, end) => start + table + end));
  }
}
