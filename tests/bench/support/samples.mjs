// What was measured, by key: first bursts and later ones apart. It must never know what a key means.

export class Samples {
  #of = new Map();

  add({ key, first = false, value }) {
    const samples = this.#of.get(key) ?? { first: [], later: [] };
    this.#of.set(key, samples);
    samples[first ? 'first' : 'later'].push(value);
  }

  /** {key: {first, later}}; a key that was measured once a page has no first. */
  medians() {
    return Object.fromEntries([...this.#of].map(([key, { first, later }]) => [key, { first: median(first), later: median(later) }]));
  }
}

function median(list) {
  if (!list.length) return undefined;
  const sorted = [...list].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return Number((sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2).toPrecision(6));
}
