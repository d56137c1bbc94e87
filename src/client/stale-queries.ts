import type { Query, QueryClient } from "@tanstack/react-query";
import type { LiveEvent } from "@/shared/event";
import { pause } from "@/shared/pause";
import { makesStale } from "./stale-facts";

/** Facts come in bursts: an order's confirmation is several. */
const BATCH_MS = 150;
/** A batch waits for the answers to the one before, so that a steady stream of facts cannot starve a slow query. */
const ANSWERS_WAIT_MS_MAX = 5_000;
/** How long a fact is remembered for answers that were on their way when it came, in a page rendered by the server. */
const RECENT_MS = 10_000;
const RECENT_MAX = 500;

/** Asks again, batch by batch, whatever the facts have made stale. */
export class StaleQueries {
  private waiting: LiveEvent[] = [];
  private recent: { event: LiveEvent; heardAt: number }[] = [];
  private isRunning = false;
  private readonly unsubscribe: () => void;

  constructor(private readonly queryClient: QueryClient) {
    this.unsubscribe = queryClient.getQueryCache().subscribe((change) => {
      // Answers that were not asked for here came with a page, and may be older than facts heard meanwhile.
      const cameWithPage = change.type === "added" || (change.type === "updated" && change.action.type === "setState");
      if (cameWithPage && change.query.state.data !== undefined) this.doubt(change.query);
    });
  }

  note(event: LiveEvent): void {
    this.recent = [...this.stillRecent(), { event, heardAt: performance.now() }].slice(-RECENT_MAX);
    this.waiting.push(event);
    if (!this.isRunning) void this.run();
  }

  stop(): void {
    this.unsubscribe();
    this.waiting = [];
  }

  private async run(): Promise<void> {
    this.isRunning = true;
    while (this.waiting.length > 0) {
      await pause(BATCH_MS);
      await Promise.race([this.askAgain(this.waiting.splice(0)), pause(ANSWERS_WAIT_MS_MAX)]);
    }
    this.isRunning = false;
  }

  private async askAgain(events: readonly LiveEvent[]): Promise<void> {
    const predicate = (query: Query) => events.some((event) => makesStale(event, query.queryKey));
    // A first answer on its way may have been read before the fact; invalidating would join it, not ask again.
    const isFirst = (query: Query) => query.state.data === undefined && predicate(query);
    for (const query of this.queryClient.getQueryCache().findAll({ predicate: isFirst }))
      if (!query.isActive()) this.doubtLater(query);
    await this.queryClient.cancelQueries({ predicate: (query) => query.isActive() && isFirst(query) });
    await this.queryClient.invalidateQueries({ predicate });
  }

  /**
   * No screen shows it, so somebody waits for this one answer, as for a scanned code's: they get it, and it is not kept
   * as new.
   */
  private doubtLater(query: Query): void {
    const doubt = () => void this.queryClient.invalidateQueries({ queryKey: query.queryKey, exact: true });
    query.promise?.then(doubt, () => {});
  }

  private doubt(query: Query): void {
    if (!this.stillRecent().some(({ event }) => makesStale(event, query.queryKey))) return;
    // Not within the cache's own notice: whoever shows the query has yet to begin to watch it.
    setTimeout(() => void this.queryClient.invalidateQueries({ queryKey: query.queryKey, exact: true }), 0);
  }

  private stillRecent() {
    const since = performance.now() - RECENT_MS;
    return this.recent.filter(({ heardAt }) => heardAt >= since);
  }
}
