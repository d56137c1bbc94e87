import { type Database, database } from "@/platform/database/db";
import { type Logger, logger } from "@/platform/logger";
import { processSingleton } from "@/platform/process-singleton";
import { type Fact, LIVE_RESYNC, LIVE_STARTED, type LiveEvent } from "@/shared/event";
import { PositionWatch } from "./position-watch";
import { newestPosition, PAGE_ROWS_MAX, type PublishedRow, readPublished, startPosition } from "./published-rows";
import { Subscription } from "./subscription";

/** A stream that is further behind than this is sent one `resync` instead of what it missed. */
const FEED_BACKLOG_MAX = 5_000;
const BUFFER_ROWS_MAX = 1_000;

export type FollowOptions = {
  /** The last position that was seen; null begins a little in the past. */
  after: number | null;
  signal: AbortSignal;
  /** Asked for each fact just before it is sent. */
  mayRead: (fact: Fact) => boolean;
  /** `follow` yields null at least this often when idle, so that the caller can check its own state. */
  idleMs: number;
};

/** One for each process: watches the outbox once and serves every stream of the process. */
export class Feed {
  private readonly subscriptions = new Set<Subscription>();
  private readonly hearers: ((name: string) => void)[] = [];
  private readonly watch: PositionWatch;

  constructor(
    private readonly database: Database,
    log: Logger,
    private readonly settings: { bufferRowsMax?: number; backlogMax?: number } = {},
  ) {
    this.watch = new PositionWatch(database, log, (rows) => {
      for (const { name } of rows) for (const hear of this.hearers) hear(name);
      for (const subscription of this.subscriptions) subscription.push(rows);
    });
  }

  /** Tells this process itself of each published row, by its name, before any stream hears of it. */
  hear(onName: (name: string) => void): void {
    this.hearers.push(onName);
  }

  /** Begins to watch before the first stream does. May be called again, also after a failure. */
  start(): Promise<void> {
    return this.watch.start();
  }

  /** How many streams are open. Returns to zero when their browsers have gone. */
  get openSubscriptions(): number {
    return this.subscriptions.size;
  }

  /**
   * Yields facts in the order of their positions, each exactly once: it subscribes first, then reads what was missed,
   * then follows, dropping what it has sent. Ends only by throwing, as `signal` aborts: after a stream that returned
   * the browser would never come back. Facts that the reader may not see count as silence.
   */
  async *follow(options: FollowOptions): AsyncGenerator<LiveEvent | null, never> {
    const { signal, mayRead, idleMs } = options;
    const subscription = new Subscription(this.settings.bufferRowsMax ?? BUFFER_ROWS_MAX);
    this.subscriptions.add(subscription);
    try {
      await this.watch.start();
      let sent: number = options.after ?? (await startPosition(this.database.db));
      if (options.after === null) yield { position: sent, name: LIVE_STARTED, entityIds: [] };
      for (let mustRead = true; ; mustRead = subscription.hasOverflowed) {
        signal.throwIfAborted();
        const rows = mustRead ? this.missed(subscription, sent) : subscription.take(sent);
        let isSilent = true;
        for await (const { kind, warehouseIds, ...fact } of rows) {
          sent = fact.position;
          if (fact.name !== LIVE_RESYNC && (kind !== "event" || !mayRead({ ...fact, warehouseIds }))) continue;
          isSilent = false;
          yield fact;
        }
        if (!isSilent) continue;
        await subscription.wait(idleMs, signal);
        yield null;
      }
    } finally {
      this.subscriptions.delete(subscription);
    }
  }

  /** Stops listening. Streams end when their connections do, and go on elsewhere. */
  close(): Promise<void> {
    return this.watch.close();
  }

  /** Reads the outbox from `after` on, page by page. What was missed too long ago becomes one `resync`. */
  private async *missed(subscription: Subscription, after: number): AsyncGenerator<PublishedRow> {
    subscription.clear();
    const { oldest, newest } = await newestPosition(this.database.db);
    const isTooFar = newest - after > (this.settings.backlogMax ?? FEED_BACKLOG_MAX);
    if (isTooFar || after > newest || after + 1 < oldest) {
      yield { position: newest, kind: "event", name: LIVE_RESYNC, entityIds: [], warehouseIds: null };
      return;
    }
    for (let last = after; ;) {
      const page = await readPublished(this.database.db, last, PAGE_ROWS_MAX);
      yield* page;
      last = page.at(-1)?.position ?? last;
      if (page.length < PAGE_ROWS_MAX) return;
    }
  }
}

/** The process's own. It opens its connection as the web begins, or with the first stream. */
export const feed = (): Feed => processSingleton("feed", () => new Feed(database(), logger()));
