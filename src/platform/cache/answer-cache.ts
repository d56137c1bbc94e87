import { atMost } from "@/shared/pause";
import type { CacheStore } from "./cache-store";

export type CacheCounts = { hits: number; misses: number; bypasses: number };

/** An answer that only the clock makes old is no older than this. */
const LIFETIME_MS = 30_000;
/** Whoever asked first may stand in a long line of their own calls, in which nobody else waits with them. */
const FIRST_WAIT_MS_MAX = 1_000;

/**
 * Answers by keys that say everything they depend on, the newest fact among it: nothing is ever taken out, a new fact
 * is a new key. Those who miss the same answer at once wait a while for the first of them to have it.
 */
export class AnswerCache {
  readonly counts: CacheCounts = { hits: 0, misses: 0, bypasses: 0 };
  private readonly underWay = new Map<string, Promise<string | null>>();

  constructor(private readonly store: CacheStore) {}

  /** The text of a known answer, or null, and then the caller finds it out and hands it to `keep`. */
  async find(key: string): Promise<{ known: string } | { keep: (text: string | null) => void }> {
    const pending = this.underWay.get(key);
    const known = pending ? await atMost(FIRST_WAIT_MS_MAX, pending) : null;
    if (known !== null) return this.hit(known);
    let keep: (text: string | null) => void = () => {};
    const finding = new Promise<string | null>((resolve) => (keep = resolve));
    // Whoever has waited long enough takes the place of the one who was waited for.
    if ([undefined, pending].includes(this.underWay.get(key))) this.underWay.set(key, finding);
    const done = (text: string | null) => {
      if (this.underWay.get(key) === finding) this.underWay.delete(key);
      keep(text);
    };
    const stored = await this.store.get(key);
    if (stored !== null) {
      done(stored);
      return this.hit(stored);
    }
    this.counts.misses += 1;
    return {
      keep: (text) => {
        done(text);
        if (text !== null) void this.store.set(key, text, LIFETIME_MS);
      },
    };
  }

  private hit(known: string): { known: string } {
    this.counts.hits += 1;
    return { known };
  }
}
