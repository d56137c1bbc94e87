import { pause } from "@/shared/pause";
import type { PublishedRow } from "./published-rows";

/** What one stream has not sent yet. Beyond its bound the buffer is dropped, and the stream reads the outbox again. */
export class Subscription {
  private rows: PublishedRow[] = [];
  private overflowed = false;
  /** Aborted when there is something to send: ends the wait. */
  private news = new AbortController();

  constructor(private readonly rowsMax: number) {}

  get hasOverflowed(): boolean {
    return this.overflowed;
  }

  push(page: readonly PublishedRow[]): void {
    if (this.overflowed || this.rows.length + page.length > this.rowsMax) {
      this.overflowed = true;
      this.rows = [];
    } else {
      this.rows.push(...page);
    }
    this.news.abort();
  }

  /** Empties the buffer. Rows up to `sent`, which reading the outbox has delivered already, are left out. */
  take(sent: number): PublishedRow[] {
    const { rows } = this;
    this.clear();
    return rows.filter((row) => row.position > sent);
  }

  clear(): void {
    this.rows = [];
    this.overflowed = false;
    this.news = new AbortController();
  }

  /** Waits until there is something to send, or for `idleMs`. @throws the signal's reason */
  async wait(idleMs: number, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    const { news } = this;
    const wake = () => news.abort();
    signal.addEventListener("abort", wake);
    try {
      await pause(idleMs, news.signal);
    } finally {
      signal.removeEventListener("abort", wake);
    }
    signal.throwIfAborted();
  }
}
