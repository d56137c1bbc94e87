import { setImmediate } from "node:timers/promises";
import { keepsAnswers } from "@/platform/cache/store";
import { type Database, database } from "@/platform/database/db";
import { toPositionToken } from "@/platform/database/position-token";
import { type Replicas, replicas } from "@/platform/database/replicas";
import { type Logger, logger } from "@/platform/logger";
import { processSingleton } from "@/platform/process-singleton";
import { measure } from "@/platform/telemetry/measure";
import { currentTime } from "@/shared/clock";
import { pause } from "@/shared/pause";
import { FACTS_KEPT_MAX, FactWindow } from "./fact-window";
import { Follower } from "./follower";
import { PositionWatch } from "./position-watch";
import type { PublishedRow } from "./published-rows";

/** A new stream begins this far back: what its page read before the stream was open is covered. */
const OVERLAP_MS = 10_000;
/** So many streams are served at a time, then requests get their turn. */
const FOLLOWERS_AT_ONCE = 200;

/** Without replicas any read shows it. */
const NOWHERE = 0n;

type FeedOptions = {
  factsMax?: number;
  replicas?: Replicas;
  /** Whether callers must bring back which fact they were told of. */
  keepsAnswers?: boolean;
};

/** One for each process: reads the outbox once, and serves every stream of the process from what it read. */
export class Feed {
  private readonly followers = new Set<Follower>();
  private readonly hearers: ((row: Pick<PublishedRow, "name" | "position" | "entityIds">) => void)[] = [];
  private readonly window: FactWindow;
  private readonly watch: PositionWatch;
  private isWaking = false;
  private hasMore = false;

  constructor(
    database: Database,
    private readonly log: Logger,
    { factsMax = FACTS_KEPT_MAX, replicas, keepsAnswers = false }: FeedOptions = {},
  ) {
    this.window = new FactWindow(factsMax);
    this.watch = new PositionWatch(database, log, {
      rowsMax: factsMax,
      onBegin: (after, hasForgotten) => this.window.begin(after, hasForgotten),
      onRows: (rows) => {
        for (const row of rows) for (const hear of this.hearers) hear(row);
        this.window.append(rows);
        for (const { occurredAt } of rows) measure("feedDelay", Math.max(0, currentTime() - occurredAt) / 1_000, {});
        void this.wake();
      },
      readAfter: async (published) => {
        if (!replicas?.isWatching) return keepsAnswers ? toPositionToken(NOWHERE, published) : undefined;
        return toPositionToken(await replicas.written(), keepsAnswers ? published : undefined);
      },
    });
  }

  /** Tells this process itself of each published row, before any stream hears of it. */
  hear(onRow: Feed["hearers"][number]): void {
    this.hearers.push(onRow);
  }

  /** The last position that was read. */
  get newest(): number {
    return this.window.newest;
  }

  /** Every row after it was read, however many are kept of them; what came before is not known here. */
  get readFrom(): number {
    return this.window.readFrom;
  }

  /** What a read must come after to show all that was read. */
  get readAfter(): string | undefined {
    return this.window.readAfter;
  }

  /** Reads what is published by now. */
  async readNow(): Promise<void> {
    await this.watch.start();
    await this.watch.readNow();
  }

  /** Begins to watch before the first stream does. May be called again, also after a failure. */
  start(): Promise<void> {
    return this.watch.start();
  }

  /** How many streams are open. Returns to zero when their browsers have gone. */
  get openStreams(): number {
    return this.followers.size;
  }

  /**
   * Follows from a position on, the last that was seen; null begins a little in the past. `onNews` is called when
   * there is something to take.
   */
  async follow(after: number | null, onNews: () => void): Promise<Follower> {
    await this.watch.start();
    // Another process may have read further than this one.
    if (after !== null && after > this.window.newest) await this.watch.readNow();
    const begin = after ?? this.window.positionAt(currentTime() - OVERLAP_MS);
    const follower = new Follower(this.window, begin, { onNews, onClose: () => this.followers.delete(follower) });
    this.followers.add(follower);
    return follower;
  }

  /** Stops reading. Streams end when their connections do, and go on elsewhere. */
  close(): Promise<void> {
    return this.watch.close();
  }

  /**
   * News that comes meanwhile is served in one more round, after a rest as long as the last one took: under a steady
   * stream of facts the rounds leave half of the time to requests, and their batches grow.
   */
  private async wake(): Promise<void> {
    this.hasMore = true;
    if (this.isWaking) return;
    this.isWaking = true;
    while (this.hasMore) {
      this.hasMore = false;
      const begunAt = performance.now();
      await this.serveAll();
      if (this.hasMore) await pause(performance.now() - begunAt);
    }
    this.isWaking = false;
  }

  private async serveAll(): Promise<void> {
    let served = 0;
    for (const follower of this.followers) {
      try {
        follower.onNews();
      } catch (error) {
        // One broken stream is no reason for the others to go without.
        this.log.error({ err: error }, "a stream could not be written");
        follower.close();
      }
      served += 1;
      if (served % FOLLOWERS_AT_ONCE === 0) await setImmediate();
    }
  }
}

/** The process's own. It opens its connection as the web begins, or with the first stream. */
export const feed = (): Feed =>
  processSingleton(
    "feed",
    () => new Feed(database(), logger(), { replicas: replicas(), keepsAnswers: keepsAnswers() }),
  );
