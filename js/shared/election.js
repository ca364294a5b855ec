// Who of the tabs holds the connection: whoever holds the lock. The browser hands it on when its holder goes, in
// whatever way; from one that hangs it is taken. Must never know what is done by who holds it.

export class Election {
  /** `own`: a name that nobody else has. `onWon` and `onLost` are called as this tab comes to hold the lock, and loses it. */
  constructor(name, own, locks, onWon, onLost) {
    Object.assign(this, { name, locks, onWon, onLost });
    this.holds = false;
    // What the browser calls us.
    this.me = new Promise((resolve) => { locks.request(own, async () => resolve(await this.holder(own))).catch(() => {}); });
  }

  /** Waits for the lock; with `steal`, takes it. Whoever waits already starts over. */
  join(steal) {
    this.leave();
    const turn = new AbortController();
    this.turn = turn;
    const held = () => new Promise((release) => {
      this.release = release;
      // Who slept may be told that it won long after it lost again.
      this.isMine().then((mine) => {
        if (this.turn !== turn) release();
        else if (mine) this.won();
      });
    });
    const options = steal ? { steal } : { signal: turn.signal };
    this.locks.request(this.name, options, held).catch(() => {
      if (this.turn === turn && this.release) this.lost();
    });
  }

  won() {
    this.holds = true;
    this.onWon();
  }
  lost() {
    const { holds } = this;
    this.holds = false;
    if (holds) this.onLost();
    this.join();
  }

  /** Waits no longer, and lets go of the lock. */
  leave() {
    const { turn, release } = this;
    this.turn = this.release = undefined;
    this.holds = false;
    if (turn) turn.abort();
    if (release) release();
  }

  async holder(of) {
    const { held } = await this.locks.query();
    const lock = held.find(({ name }) => name === of);
    return lock && lock.clientId;
  }
  async isMine() {
    const [me, holder] = await Promise.all([this.me, this.holder(this.name)]);
    return holder === me;
  }
  /** Promises whether this tab still holds the lock. Who slept may not have heard yet that it was taken. */
  async asks() {
    const stands = this.holds && await this.isMine();
    if (this.holds && !stands) this.lost();
    return stands;
  }
}
