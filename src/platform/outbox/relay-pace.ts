import { pause } from "@/shared/pause";
import { STAND_BY_PAUSE_MS } from "./job-dispatcher";

/** How often a relay polls that was woken, or that nobody can wake. */
const AWAKE_POLL_MS = 15;
/** Twice as long as writers rest between two calls. */
const AWAKE_MS = 500;
/** The guarantee, where a call was lost. */
const ASLEEP_POLL_MS = 250;
/** Feeds are woken so often at most under a steady load, so a burst of facts travels as a few batches. */
const BATCH_EVERY_MS = 50;
/** After a quiet time a few batches may follow each other at once: people work in bursts. */
const BATCHES_AT_ONCE = 4;
const REST_MS = 5;

export type Outcome = "idle" | "published" | "stand-by";

/** When the relay looks into the outbox again. */
export class RelayPace {
  private busyAt = performance.now();
  private batchDueAt = Number.NEGATIVE_INFINITY;
  private woken = new AbortController();
  /** Whether writers can wake it. */
  canHear = false;

  /** Ends the wait, if it is asleep, and keeps it awake for a while. */
  wake(): void {
    this.busyAt = performance.now();
    this.woken.abort();
  }

  async rest(outcome: Outcome, signal: AbortSignal): Promise<void> {
    const now = performance.now();
    if (outcome === "published") return pause(this.afterBatch(now), signal);
    if (outcome === "stand-by") return pause(STAND_BY_PAUSE_MS, signal);
    await pause(this.isAwake(now) ? AWAKE_POLL_MS : ASLEEP_POLL_MS, this.woken.signal);
    this.woken = new AbortController();
  }

  private isAwake(now: number): boolean {
    return !this.canHear || now - this.busyAt < AWAKE_MS;
  }

  private afterBatch(now: number): number {
    this.busyAt = now;
    this.batchDueAt = Math.max(this.batchDueAt, now - BATCH_EVERY_MS * BATCHES_AT_ONCE) + BATCH_EVERY_MS;
    return Math.max(REST_MS, this.batchDueAt - now);
  }
}
