import type { Query, QueryClient } from "@tanstack/react-query";
import type { LiveEvent } from "@/shared/event";
import { pause } from "@/shared/pause";
import type { StalenessTable } from "@/shared/staleness";
import { makesStale } from "./staleness";

/** Facts that were published at once (an order's confirmation is several) come in one message: within this. */
const COLLECT_MS = 1;
/** From one refetch of a query to the next, at least; after a slow answer it rests half as long as that took. */
const REFETCH_EVERY_MS = 250;
/** An answer that has not come by then leaves the screen marked as out of date. */
const UNMARKED_MS_MAX = 2_000;
/** An answer that has not come by then is asked for again. */
const ANSWER_WAIT_MS_MAX = 10_000;

type Refetch = { isStaleAgain: boolean };

export type Tab = {
  isHidden: () => boolean;
  /**
   * What is on the screen is old: the tab is hidden, and it is asked for when the tab is shown, by the query client; or
   * the answer failed or is late.
   */
  onOutdated: () => void;
};

const ALWAYS_SHOWN: Tab = { isHidden: () => false, onOutdated: () => {} };

/**
 * Revalidates the queries that facts have made stale: each at once, and one refetch of it at a time. Facts that come
 * during a refetch make one more, however many they are. A hidden tab asks for nothing.
 */
export class StaleQueries {
  private waiting: LiveEvent[] = [];
  private readonly refetches = new Map<string, Refetch>();
  private isStopped = false;

  constructor(
    private readonly queryClient: QueryClient,
    private readonly staleness: StalenessTable,
    private readonly tab: Tab = ALWAYS_SHOWN,
  ) {}

  add(event: LiveEvent): void {
    this.waiting.push(event);
    if (this.waiting.length === 1) setTimeout(() => this.revalidate(), COLLECT_MS);
  }

  stop(): void {
    this.isStopped = true;
    this.waiting = [];
  }

  private revalidate(): void {
    const events = this.waiting.splice(0);
    const predicate = (query: Query) => events.some((event) => this.isStaleBy(event, query));
    for (const query of this.queryClient.getQueryCache().findAll({ predicate })) {
      const refetch = this.refetches.get(query.queryHash);
      // Whoever opens a screen meanwhile asks again.
      query.invalidate();
      if (refetch) refetch.isStaleAgain = true;
      else void this.refetch(query);
    }
  }

  private isStaleBy(event: LiveEvent, { queryKey, state }: Query): boolean {
    return makesStale(this.staleness, event, { queryKey, data: state.data });
  }

  private async refetch(query: Query): Promise<void> {
    const refetch: Refetch = { isStaleAgain: true };
    this.refetches.set(query.queryHash, refetch);
    await this.answerUnderWay(query);
    while (refetch.isStaleAgain && !this.isStopped && !this.tab.isHidden()) {
      refetch.isStaleAgain = false;
      const begunAt = performance.now();
      const answered = this.queryClient.invalidateQueries({ queryKey: query.queryKey, exact: true });
      await Promise.race([answered, pause(UNMARKED_MS_MAX)]);
      // Whether or not it is stale again: facts that go on coming must not put off the mark.
      if (query.state.isInvalidated) this.leaveStale(query);
      await Promise.race([answered, pause(ANSWER_WAIT_MS_MAX - UNMARKED_MS_MAX)]);
      const tookMs = performance.now() - begunAt;
      await pause(Math.max(REFETCH_EVERY_MS - tookMs, tookMs / 2));
    }
    this.refetches.delete(query.queryHash);
    if (refetch.isStaleAgain && !this.isStopped) this.leaveStale(query);
  }

  private leaveStale(query: Query): void {
    query.invalidate();
    if (query.isActive()) this.tab.onOutdated();
  }

  /** The server may have read it before the fact: it is shown, and asked for again. */
  private async answerUnderWay(query: Query): Promise<void> {
    if (query.state.fetchStatus !== "fetching") return;
    const invalidate = () => query.invalidate();
    await Promise.race([query.promise?.then(invalidate, invalidate), pause(ANSWER_WAIT_MS_MAX)]);
  }
}
