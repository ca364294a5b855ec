// Times as people read them.

const time = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' });
const day = new Intl.DateTimeFormat(undefined, { month: 'short', day: 'numeric' });

/** @param ms since 1970 */
export const clock = (ms: number) => time.format(ms);

/** Today the time, else the day. */
export const shortTime = (ms: number) => (new Date(ms).toDateString() === new Date().toDateString() ? clock(ms) : day.format(ms));
