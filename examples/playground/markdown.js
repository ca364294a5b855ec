// The little Markdown that the documents use inside a line, as nodes. Must never make nodes from HTML.

import { element } from './dom.js';

/** Text with `code`, *emphasis* and [links](to), whose addresses are relative to `base`. */
export function inline(text, base) {
  return text.split(/(`[^`]+`|\*[^*]+\*|\[[^\]]+\]\([^)]+\))/).map((part) => {
    if (part.startsWith('`')) return element('code', {}, part.slice(1, -1));
    if (/^\*.+\*$/.test(part)) return element('em', {}, ...inline(part.slice(1, -1), base));
    const link = part.match(/^\[([^\]]+)\]\(([^)]+)\)$/);
    if (!link) return part;
    const method = link[2].match(/#(\w+)$/);
    const known = method && Object.getOwnPropertyNames(JMessage.prototype).find((name) => name.toLowerCase() === method[1]);
    return element('a', { href: known ? `#${known}` : new URL(link[2], base).href }, ...inline(link[1], base));
  });
}
