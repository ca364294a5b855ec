// Who of the tabs holds the connection: whoever holds the lock. The browser hands it on when its holder goes, in
// whatever way; from one that hangs it is taken. Must never know what is done by who holds it.

export class Election {
  /** `tab`: leads and follows as it comes to hold the lock, and loses it; is alone where the browser refuses locks. */
  constructor(name, locks, tab) {
    Object.assign(this, { name, locks, tab });
    this.holds = false;
    // What the browser calls us. Each tab holds a lock of its own for as long as it is there.
    const own = this.own(tab.name);
    this.me = new Promise((resolve) => {
      const held = async () => {
        resolve(await this.holder(own));
        return this.ended;
      };
      locks.request(own, held).catch(() => this.alone());
    });
    this.ended = new Promise((end) => { this.end = () => { this.leave(); end(); }; });
  }
  own(tab) { return `${this.name} ${tab}`; }

  /** There are no locks for the likes of us: a frame of no origin, a browser that keeps nothing. */
  alone() {
    this.isAlone = true;
    this.tab.alone();
    this.join();
  }

  /** Waits for the lock; with `steal`, takes it. Whoever waits already starts over. */
  join(steal) {
    this.leave();
    const turn = new AbortController();
    this.turn = turn;
    if (this.isAlone) {
      this.won();
      return;
    }
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
    this.tab.lead();
  }
  lost() {
    const { holds } = this;
    this.holds = false;
    if (holds) this.tab.follow();
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
  /** Promises a function that says whether a tab is still there. */
  async present() {
    const { held } = await this.locks.query();
    return (tab) => held.some(({ name }) => name === this.own(tab));
  }
  async isMine() {
    if (this.isAlone) return true;
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
