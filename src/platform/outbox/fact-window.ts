import { LIVE_RESYNC } from "@/shared/event";
import { FactBatch } from "./fact-batch";
import type { PublishedRow } from "./published-rows";

/** A stream that is further behind than this is sent one `resync` instead of what it missed. */
export const FACTS_KEPT_MAX = 5_000;
/** Facts about many things count by the things, since that is what they take in memory. */
const IDS_KEPT_MAX = 100_000;
const FACTS_PER_BATCH_MAX = 100;
const IDS_PER_BATCH_MAX = 2_000;
/** More beginnings than streams have at one time, unless they are slow: those make batches of their own. */
const BATCHES_SHARED_MAX = 32;

/**
 * The newest published rows, kept once for all streams of a process: each stream is a position among them, and holds
 * nothing itself, however slowly it is read. Rows follow each other without a gap.
 */
export class FactWindow {
  private rows: PublishedRow[] = [];
  private ids = 0;
  /** What comes after this position is kept. */
  private start = 0;
  /** Where `start` was at first. */
  private begun = 0;
  /** Whether rows from before `start` exist, or existed. */
  private hasForgotten = false;
  private readonly shared = new Map<number, FactBatch>();

  constructor(private readonly factsMax: number) {}

  /** What a read must come after to show all of it. */
  get readAfter(): string | undefined {
    return this.rows.at(-1)?.readAfter;
  }

  get newest(): number {
    return this.rows.at(-1)?.position ?? this.start;
  }

  get readFrom(): number {
    return this.begun;
  }

  begin(start: number, hasForgotten: boolean): void {
    this.rows = [];
    this.ids = 0;
    this.start = start;
    this.begun = start;
    this.hasForgotten = hasForgotten;
  }

  append(page: readonly PublishedRow[]): void {
    this.rows.push(...page);
    for (const row of page) this.ids += row.entityIds.length;
    let dropped = 0;
    while (this.rows.length - dropped > this.factsMax || this.ids > IDS_KEPT_MAX) {
      const row = this.rows[dropped];
      if (!row) break;
      this.ids -= row.entityIds.length;
      this.start = row.position;
      this.hasForgotten = true;
      dropped += 1;
    }
    if (dropped > 0) this.rows.splice(0, dropped);
  }

  /** The newest position that was published before this moment; one that is not kept where that is too long ago. */
  positionAt(milliseconds: number): number {
    const before = this.rows.findLast((row) => row.publishedAt < milliseconds);
    return before?.position ?? (this.hasForgotten ? this.start - 1 : this.start);
  }

  /** What follows a position, up to a bound: the same batch for all who stand there. Null where nothing does. */
  after(position: number): FactBatch | null {
    if (position === this.newest) return null;
    const known = this.shared.get(position);
    if (known && (known.isFull || known.last === this.newest)) return known;
    const batch = this.makeBatch(position);
    this.shared.delete(position);
    this.shared.set(position, batch);
    for (const oldest of this.shared.keys()) {
      if (this.shared.size <= BATCHES_SHARED_MAX) break;
      this.shared.delete(oldest);
    }
    return batch;
  }

  private makeBatch(position: number): FactBatch {
    const { newest } = this;
    // Older than what is kept, or from another time or database.
    if (position < this.start || position > newest) {
      const resync = {
        position: newest,
        name: LIVE_RESYNC,
        entityIds: [],
        warehouseIds: null,
        readAfter: this.readAfter,
      };
      return new FactBatch([resync], newest, false);
    }
    const rows: PublishedRow[] = [];
    let ids = 0;
    for (let at = this.placeAfter(position); at < this.rows.length; at += 1) {
      const row = this.rows[at];
      if (!row || rows.length === FACTS_PER_BATCH_MAX || (ids > 0 && ids + row.entityIds.length > IDS_PER_BATCH_MAX))
        break;
      rows.push(row);
      ids += row.entityIds.length;
    }
    const last = rows.at(-1)?.position ?? newest;
    return new FactBatch(
      rows.filter(({ kind }) => kind === "event"),
      last,
      last < newest,
    );
  }

  /** By bisection: the place of the first row after a position. */
  private placeAfter(position: number): number {
    let [low, high] = [0, this.rows.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.rows[middle]?.position ?? 0) > position) high = middle;
      else low = middle + 1;
    }
    return low;
  }
}
