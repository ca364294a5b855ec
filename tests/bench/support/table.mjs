// The lines of the results as a table, for the terminal and for the documents. It must never measure or judge.

const HEADS = {
  en: ['', 'floors', 'ours', 'ratio', 'to reach', 'met', 'published client'],
  zh: ['', '对照', '本 SDK', '倍数', '目标', '达到', '官方客户端'],
};
const MET = {
  en: { yes: 'yes', no: '**no**', scaled: 'scaled' },
  zh: { yes: '是', no: '**否**', scaled: '折算后' },
};
const COMMA = { en: ', ', zh: '，' };
const FIRST = { en: 'first', zh: '首次' };

export const cells = (results, language) => [HEADS[language], ...results.map((line) => lineCells(line, language))];

/** Columns of equal width. */
export function plain(rows) {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  return rows.map((row) => row.map((cell, column) => cell.padEnd(widths[column])).join('  ').trimEnd()).join('\n');
}

export function markdown([head, ...rows]) {
  const line = (row) => `| ${row.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

function lineCells({ title, of, unit = '', floors, ours, ratio, mark, met, published }, language) {
  const value = ({ first, later }) => shown(later) + (first === undefined ? '' : ` (${FIRST[language]} ${shown(first)})`);
  return [
    title[language] + (of ? COMMA[language] + of[language] : '') + (unit && ` [${unit}]`),
    Object.entries(floors).map(([name, floor]) => `${name} ${value(floor)}`).join(', '),
    value(ours),
    ratio === undefined ? '' : String(ratio),
    mark ? mark[language] : '',
    met ? MET[language][met] : '',
    published ?? '',
  ];
}

function shown(value) {
  if (value >= 1_000) return Math.round(value).toLocaleString('en');
  return String(Number(value.toFixed(value >= 100 ? 0 : value >= 10 ? 1 : 2)));
}
