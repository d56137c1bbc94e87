import type { Query, QueryClient } from "@tanstack/react-query";
import type { LiveEvent } from "@/shared/event";
import { pause } from "@/shared/pause";
import type { StalenessTable } from "@/shared/staleness";
import { makesStale } from "./staleness";

/** Facts come in bursts: an order's confirmation is several. */
const BATCH_MS = 150;
/** A batch waits for the answers to the one before, so that a steady stream of facts cannot starve a slow query. */
const ANSWERS_WAIT_MS_MAX = 5_000;

/** Revalidates, batch by batch, the queries that facts have made stale. */
export class StaleQueries {
  private waiting: LiveEvent[] = [];
  private isRunning = false;

  constructor(
    private readonly queryClient: QueryClient,
    private readonly staleness: StalenessTable,
  ) {}

  add(event: LiveEvent): void {
    this.waiting.push(event);
    if (!this.isRunning) void this.run();
  }

  stop(): void {
    this.waiting = [];
  }

  private async run(): Promise<void> {
    this.isRunning = true;
    while (this.waiting.length > 0) {
      await pause(BATCH_MS);
      await Promise.race([this.revalidate(this.waiting.splice(0)), pause(ANSWERS_WAIT_MS_MAX)]);
    }
    this.isRunning = false;
  }

  private async revalidate(events: readonly LiveEvent[]): Promise<void> {
    const predicate = (query: Query) => events.some((event) => makesStale(this.staleness, event, query.queryKey));
    // The server may have read a first answer before the fact. Invalidating alone would join that fetch: cancel it.
    const isFirst = (query: Query) => query.state.data === undefined && predicate(query);
    for (const query of this.queryClient.getQueryCache().findAll({ predicate: isFirst }))
      if (!query.isActive()) this.revalidateWhenSettled(query);
    await this.queryClient.cancelQueries({ predicate: (query) => query.isActive() && isFirst(query) });
    await this.queryClient.invalidateQueries({ predicate });
  }

  /** For a fetch without a screen, as of a scanned code: its caller gets the answer, and the next one asks again. */
  private revalidateWhenSettled(query: Query): void {
    const invalidate = () => void this.queryClient.invalidateQueries({ queryKey: query.queryKey, exact: true });
    query.promise?.then(invalidate, () => {});
  }
}
