/** Runs a few pieces of work at once; a bounded number wait in line, and any beyond that are refused at once. */
export class Semaphore {
  private running = 0;
  private readonly waiting: (() => void)[] = [];

  constructor(
    private readonly atOnceMax: number,
    private readonly waitingMax: number,
    /** The error that is thrown when the line is full. */
    private readonly full: () => Error,
  ) {}

  async run<Result>(work: () => Promise<Result>): Promise<Result> {
    if (this.running >= this.atOnceMax) await this.waitInLine();
    else this.running += 1;
    try {
      return await work();
    } finally {
      const next = this.waiting.shift();
      // The place is handed over without being given back, so that nobody slips in between.
      if (next) next();
      else this.running -= 1;
    }
  }

  private waitInLine(): Promise<void> {
    if (this.waiting.length >= this.waitingMax) throw this.full();
    return new Promise((resolve) => this.waiting.push(resolve));
  }
}
