import type { FactBatch } from "./fact-batch";
import type { FactWindow } from "./fact-window";

/** One reader of the feed: a position, and nothing that grows while its reader is slow. */
export class Follower {
  constructor(
    private readonly window: FactWindow,
    /** The last position that was taken. */
    public position: number,
    private readonly on: { readonly onNews: () => void; readonly onClose: () => void },
  ) {}

  /** What a read must come after to show all that is published by now. */
  get readAfter(): string | undefined {
    return this.window.readAfter;
  }

  /** The facts that come next, each once and in the order of positions; null when there are none yet. */
  take(): FactBatch | null {
    const batch = this.window.after(this.position);
    if (batch) this.position = batch.last;
    return batch;
  }

  onNews(): void {
    this.on.onNews();
  }

  close(): void {
    this.on.onClose();
  }
}
