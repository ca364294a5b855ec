// What a Rust app would write without the client (rust/by-hand). It must never do that app's work.
import { address, bench, onMark } from '/live.js';
import init, { connect } from '/rust/by-hand.js';

const loaded = init();
const heard = (count) => { window.bench.messages += count; };
bench({
  async connect() {
    await loaded;
    await new Promise((opened) => { connect(address, opened, heard, onMark); });
  },
});
