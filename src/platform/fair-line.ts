export type LineLimits = {
  atOnceMax: number;
  /** Of one caller. */
  atOncePerKeyMax: number;
  waitingMax: number;
  waitingPerKeyMax: number;
  /** After so long in line a caller is refused. */
  waitMsMax: number;
};

export type Load = { running: number; waiting: number };

type Waiter = { begin: () => void };
type Caller = { running: number; readonly waiting: Set<Waiter> };

/**
 * Runs a few pieces of work at once. Those who wait are served in turn, one of each caller and then the next, so that
 * one who brings much makes nobody else wait for more than a turn. Lines and waits are bounded.
 */
export class FairLine {
  private readonly callers = new Map<string, Caller>();
  private running = 0;
  private waiting = 0;

  constructor(
    private readonly limits: LineLimits,
    /** The error for whoever finds the line full or waits too long. */
    private readonly refusal: () => Error,
  ) {}

  get load(): Load {
    return { running: this.running, waiting: this.waiting };
  }

  async run<Result>(key: string, work: () => Promise<Result>): Promise<Result> {
    const caller = this.callers.get(key) ?? { running: 0, waiting: new Set<Waiter>() };
    this.callers.set(key, caller);
    try {
      if (this.hasRoomFor(caller) && caller.waiting.size === 0) this.take(caller);
      else await this.wait(caller);
      return await this.finish(caller, work);
    } finally {
      if (caller.running === 0 && caller.waiting.size === 0) this.callers.delete(key);
    }
  }

  private async finish<Result>(caller: Caller, work: () => Promise<Result>): Promise<Result> {
    try {
      return await work();
    } finally {
      caller.running -= 1;
      this.running -= 1;
      this.serveNext();
    }
  }

  private hasRoomFor(caller: Caller): boolean {
    return this.running < this.limits.atOnceMax && caller.running < this.limits.atOncePerKeyMax;
  }

  private take(caller: Caller): void {
    this.running += 1;
    caller.running += 1;
  }

  private wait(caller: Caller): Promise<void> {
    const { waitingMax, waitingPerKeyMax, waitMsMax } = this.limits;
    if (this.waiting >= waitingMax || caller.waiting.size >= waitingPerKeyMax) throw this.refusal();
    return new Promise((resolve, reject) => {
      const leave = () => {
        caller.waiting.delete(waiter);
        this.waiting -= 1;
      };
      const giveUp = setTimeout(() => {
        leave();
        reject(this.refusal());
      }, waitMsMax);
      const waiter: Waiter = {
        begin: () => {
          clearTimeout(giveUp);
          leave();
          this.take(caller);
          resolve();
        },
      };
      caller.waiting.add(waiter);
      this.waiting += 1;
    });
  }

  /** The caller that was served goes to the end of the map, which is the order of turns. */
  private serveNext(): void {
    if (this.waiting === 0) return;
    for (const [key, caller] of this.callers) {
      const [first] = caller.waiting;
      if (!first || !this.hasRoomFor(caller)) continue;
      this.callers.delete(key);
      this.callers.set(key, caller);
      return first.begin();
    }
  }
}
