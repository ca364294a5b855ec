// Who of the tabs holds the connection: whoever holds the lock. The browser hands it on when its holder goes, in
// whatever way; from one that hangs it is taken. Must never know what is done by who holds it.

export class Election {
  /** `onWon` and `onLost` are called as this tab comes to hold the lock, and as it is taken away. */
  constructor(name, locks, onWon, onLost) {
    Object.assign(this, { name, locks, onWon, onLost });
  }

  /** Waits for the lock; with `steal`, takes it. Whoever waits already starts over. */
  join(steal) {
    this.leave();
    const turn = new AbortController();
    this.turn = turn;
    const held = () => new Promise((release) => {
      this.release = release;
      if (this.turn === turn) this.won();
      else release();
    });
    const options = steal ? { steal } : { signal: turn.signal };
    this.locks.request(this.name, options, held).catch(() => {
      if (this.turn === turn && this.holds) this.lost();
    });
  }

  won() {
    this.holds = true;
    this.me = this.holder();
    this.onWon();
  }
  lost() {
    this.holds = false;
    this.onLost();
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

  async holder() {
    const { held } = await this.locks.query();
    const lock = held.find(({ name }) => name === this.name);
    return lock && lock.clientId;
  }
  /** Promises whether this tab still holds the lock. Who slept may not have heard yet that it was taken. */
  async asks() {
    const [me, holder] = [await this.me, await this.holder()];
    const stands = this.holds && holder === me;
    if (this.holds && !stands) this.lost();
    return stands;
  }
}
