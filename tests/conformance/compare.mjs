// Compares what was seen with what a scenario expects, and says in lines what differs. It must never run anything.

const PARTS = ['frames', 'page', 'uploads', 'trouble'];
const LONGEST_VALUE = 200;

/** One line per difference, with the step it belongs to; none if the scenario was met. */
export function differences({ steps, expect }, seen) {
  const [want, got] = [mask(expect), mask(seen)];
  return steps.flatMap((step, at) => {
    const parts = step.connects ? [...PARTS, 'connects'] : PARTS;
    return parts.flatMap((part) => {
      const actual = loosen(got[at][part]);
      const accepted = [want[at], ...(step.also ?? [])].map((each) => differ(loosen(each[part]), actual, part));
      if (accepted.some((lines) => lines.length === 0)) return [];
      const what = [step.do, step.method ?? step.event ?? step.to ?? ''].join(' ').trim();
      return accepted[0].map((line) => `step ${at} (${what}) ${line}`);
    });
  });
}

/** Rids are renamed in order of appearance, so that recordings with other rids compare; recorded ones have names already. */
function mask(steps) {
  const names = new Map();
  const nameOf = (rid) => {
    if (!names.has(rid)) names.set(rid, `$rid${names.size + 1}`);
    return names.get(rid);
  };
  const walk = (value, key) => {
    if (Array.isArray(value)) return value.map((each) => walk(each));
    if (value && typeof value === 'object') return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, walk(each, name)]));
    if (key === 'rid' && typeof value === 'number') return nameOf(value);
    if (key === 'sync_event_key' && typeof value === 'string' && value !== '') return Number(value); // storage hands it back as text
    return value;
  };
  return steps.map(({ frames, page, ...rest }) => ({ ...rest, frames: walk(frames), page: walk(page) }));
}

/** Takes out what is free: the text of a thrown error, and the rid that onAck may pass. */
function loosen(list = []) {
  if (!Array.isArray(list)) return list;
  return list.map((entry) => {
    if (entry.threw) return { ...entry, message: undefined };
    if (!entry.cb?.endsWith('.ack') || !entry.args[0]) return entry;
    const [first, ...others] = entry.args;
    return { ...entry, args: [{ ...first, rid: undefined }, ...others] };
  });
}

/** Every path at which the two differ; the order of keys is free, and an undefined field is none. */
function differ(want, got, path) {
  if (!isObject(want) || !isObject(got) || Array.isArray(want) !== Array.isArray(got)) {
    return Object.is(want, got) ? [] : [`${path}: want ${brief(want)}, got ${brief(got)}`];
  }
  const keys = new Set([...Object.keys(want), ...Object.keys(got)]);
  return [...keys].flatMap((key) => differ(want[key], got[key], Array.isArray(want) ? `${path}[${key}]` : `${path}.${key}`));
}

function isObject(value) { return typeof value === 'object' && value !== null; }

function brief(value) {
  if (value === undefined) return 'nothing';
  const text = JSON.stringify(value);
  return text.length > LONGEST_VALUE ? `${text.slice(0, LONGEST_VALUE)}...` : text;
}
