/*
 * How the views hear that something changed. All views are drawn again from the data, once per burst of changes;
 * drawing works in place, so it is cheap and safe to repeat. This file must never know what changed.
 */
const renderers = [];
let due = false;

export function onChange(render) {
  renderers.push(render);
}

export function changed() {
  if (due) return;
  due = true;
  queueMicrotask(() => {
    due = false;
    for (const render of renderers) render();
  });
}
