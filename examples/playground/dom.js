// Elements in one line each.

/** An element with these properties (`class`, `data-*` and `aria-*` as attributes) and children. */
export function element(tag, properties = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined) continue;
    // An input's `list` can only be read.
    if (name in made && name !== 'list') made[name] = value;
    else made.setAttribute(name, value);
  }
  made.append(...children.flat().filter((child) => child !== undefined && child !== null));
  return made;
}

export const find = (selector, inside = document) => inside.querySelector(selector);
