const TICK_MS = 1000;
const LOOK_MS = 5000;
/** After so long an answer is not waited for any more. */
const LONGEST_MS = 30000;
/** Nothing goes on: looking again after so long is soon enough. */
const OLD_MS = 60000;

/**
 * @typedef {object} WatchNeeds
 * @property {(now: number) => void} tick
 * @property {() => void} look
 * @property {() => boolean} isShown
 */

/** The panel's one clock: ticks for the sentences, and asks again every few seconds. */
export class Watch {
  /** @param {WatchNeeds} needs */
  constructor(needs) {
    this.needs = needs;
    /** @type {ReturnType<typeof setInterval> | null} */
    this.timer = null;
    this.lookedAt = 0;
    /** @type {number | null} */
    this.askedAt = null;
  }

  start() {
    if (this.timer !== null) return;
    this.lookedAt = Date.now();
    // Salesforce tells a page nothing of what changes on its servers: while something goes on, asking is the only way.
    // eslint-disable-next-line @lwc/lwc/no-async-operation
    this.timer = setInterval(() => this.tick(), TICK_MS);
  }

  stop() {
    if (this.timer !== null) clearInterval(this.timer);
    this.timer = null;
  }

  tick() {
    const now = Date.now();
    if (!this.needs.isShown()) return;
    this.needs.tick(now);
    if (now - this.lookedAt < LOOK_MS) return;
    this.lookedAt = now;
    this.needs.look();
  }

  /** @param {number} heardAt */
  lookIfOld(heardAt) {
    if (Date.now() - heardAt > (this.timer === null ? OLD_MS : LOOK_MS)) this.needs.look();
  }

  /**
   * Asks, unless the question before is still open.
   * @param {() => Promise<unknown>} ask
   * @param {{ readonly answered: () => void, readonly failed: () => void }} then
   */
  async once(ask, { answered, failed }) {
    const now = Date.now();
    if (this.askedAt !== null && now - this.askedAt < LONGEST_MS) return;
    this.askedAt = now;
    try {
      await ask().then(answered, failed);
    } finally {
      if (this.askedAt === now) this.askedAt = null;
    }
  }
}
