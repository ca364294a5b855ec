// The Rust client (rust/typed), fed as the JavaScript one is (ours.js). It must never do the client's work.
import { address, bench, onMark } from '/live.js';
import { AUTH, ME } from '/message.js';
import { save } from '/storage.js';
import init, { connect } from '/rust/typed.js';

const loaded = init();
const heard = (count) => { window.bench.messages += count; };
bench({
  save,
  async connect() {
    await loaded;
    await connect(address, JSON.stringify(AUTH), ME, heard, onMark);
  },
});
