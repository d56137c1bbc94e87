const MINUTE_MS = 60_000;

/** Lets so many pass in each minute, whoever asks. */
export class PerMinute {
  private beganAt = Number.NEGATIVE_INFINITY;
  private count = 0;

  constructor(private readonly max: number) {}

  take(now = performance.now()): boolean {
    if (now - this.beganAt > MINUTE_MS) [this.beganAt, this.count] = [now, 0];
    this.count += 1;
    return this.count <= this.max;
  }
}
