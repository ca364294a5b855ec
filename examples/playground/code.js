// A call as one would write it.

const key = (name) => (/^[A-Za-z_$][\w$]*$/.test(name) ? name : JSON.stringify(name));

/** A value as JavaScript; forms by what they hold. */
export function literal(value, indent = '') {
  if (value instanceof FormData) return `form /* ${Array.from(value.values(), ({ name }) => name).join(', ')} */`;
  if (!value || typeof value !== 'object') return JSON.stringify(value) ?? 'undefined';
  const list = Array.isArray(value);
  const inside = (inner) => literal(inner, `${indent}  `);
  const parts = list ? value.map(inside) : Object.entries(value).map(([name, inner]) => `${key(name)}: ${inside(inner)}`);
  const [begin, end] = list ? ['[', ']'] : ['{ ', ' }'];
  const line = begin + parts.join(', ') + end;
  if (line.length + indent.length < 48 || parts.length === 0) return parts.length ? line : begin.trim() + end.trim();
  return `${begin.trim()}\n${parts.map((part) => `${indent}  ${part},\n`).join('')}${indent}${end.trim()}`;
}

export const callCode = (name, given) => `JIM.${name}(${given === undefined ? '' : literal(given)})`;
