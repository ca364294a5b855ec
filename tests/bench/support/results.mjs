// From medians to the lines of the table: floors, ours, ratio, mark, and whether it is met.
// It must never measure, and never print.

/** The raw WebSocket's cost of a message, at most, on the machine that the absolute marks were set on. */
const RAW_THERE_US = 67;
const RAW = { row: 'cpu-per-message', key: 'raw' };

/** How much slower than there it is here; 1 if that is not known, or if it is not slower. */
export function slowness(medians) {
  const here = medians[RAW.row]?.[RAW.key]?.later;
  return here > RAW_THERE_US ? Number((here / RAW_THERE_US).toPrecision(3)) : 1;
}

/** The lines of one row. `medians`: those of its keys. */
export function results(row, medians, slower) {
  return row.lines.map(({ of, unit = row.unit, ours: key, floors: keys = {}, mark, published }) => {
    const ours = medians[key];
    const floors = Object.fromEntries(Object.entries(keys).map(([floor, its]) => [floor, medians[its]]));
    const [against] = Object.values(floors);
    return {
      title: row.title,
      of,
      unit,
      ours,
      floors,
      ...(against && { ratio: Number((ours.later / against.later).toPrecision(3)) }),
      ...(mark && judged(mark, ours, floors, slower)),
      published,
    };
  });
}

/** `met`: yes, no, or scaled: no, but yes on a machine as fast as the one that the mark was set on. */
function judged({ words, limit, absolute = false }, ours, floors, slower) {
  const values = Object.fromEntries(Object.entries(floors).map(([floor, { later }]) => [floor, later]));
  const most = limit(values);
  const met = ours.later <= most ? 'yes' : absolute && ours.later <= most * slower ? 'scaled' : 'no';
  return { mark: words, limit: Number(most.toPrecision(6)), absolute, met };
}
