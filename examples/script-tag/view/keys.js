/*
 * One stop of the Tab key for a whole list; the arrow keys walk inside it.
 */

/**
 * Of the elements that match `selector` in `root`, only the one that was focused last is on Tab's way. Returns what is to
 * be called after some came or went.
 */
export function roving(root, selector) {
  const onTheWay = () => root.querySelector(`${selector}[tabindex="0"]`);
  root.addEventListener('focusin', ({ target }) => {
    const stop = target.closest(selector);
    if (!stop || stop.tabIndex === 0) return;
    onTheWay()?.setAttribute('tabindex', '-1');
    stop.tabIndex = 0;
  });
  root.addEventListener('keydown', (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1, Home: -Infinity, End: Infinity }[event.key];
    if (!step || event.altKey || event.ctrlKey || event.metaKey) return;
    const stops = [...root.querySelectorAll(selector)].filter((one) => one.checkVisibility());
    const at = stops.indexOf(document.activeElement.closest(selector));
    if (at < 0) return;
    event.preventDefault();
    stops[Math.min(Math.max(at + step, 0), stops.length - 1)].focus();
  });
  return () => onTheWay() ?? root.querySelector(selector)?.setAttribute('tabindex', '0');
}
