// What a measurement has to reach, each kind with its words. A relative mark holds on any machine; an absolute one was
// set on another, and says something here only once scaled. It must never know a row.

/** At most so many times a floor. */
export const times = (factor, floor) => ({
  words: { en: `at most ${factor} x ${floor}`, zh: `至多为 ${floor} 的 ${factor} 倍` },
  limit: (values) => factor * values[floor],
});

/** At most so much more than a floor. */
export const plus = (more, unit, floor) => ({
  words: { en: `at most ${floor} + ${more} ${unit}`, zh: `至多为 ${floor} + ${more} ${unit}` },
  limit: (values) => values[floor] + more,
});

/** At most so much; the same on any machine. */
export const atMost = (most, unit = '') => {
  const amount = `${most.toLocaleString('en')} ${unit}`.trim();
  return { words: { en: `at most ${amount}`, zh: `至多 ${amount}` }, limit: () => most };
};

/** At most so much time, as the machine had it. */
export const atMostThere = (most, unit) => ({ ...atMost(most, unit), absolute: true });
