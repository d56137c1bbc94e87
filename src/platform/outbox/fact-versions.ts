import { sql } from "drizzle-orm";
import { type Database, database } from "@/platform/database/db";
import type { LogPosition } from "@/platform/database/log-position";
import { replicas } from "@/platform/database/replicas";
import { processSingleton } from "@/platform/process-singleton";
import { moduleOf } from "@/shared/event";
import { atMost } from "@/shared/pause";
import { type Feed, feed } from "./feed";

/** What a caller knows of: their own last change, and the last fact that they were told of. */
export type Seen = { readonly committed: LogPosition | null; readonly published: number | null };

const LOOK_EVERY_MS = 2_000;
/** For somebody whose own change is not among the facts yet. */
const LOOK_SOON_MS = 200;
const LOOK_MS_MAX = 5_000;
/** Changes that are not published for so long are no longer on their way: the relay is away. */
const UNPUBLISHED_S_MAX = 20;

/** The newest fact of each name and module, as this process has read them: whatever they change is older than that. */
export class FactVersions {
  private readonly newest = new Map<string, number>();
  /** What was committed before is among the facts that this process has read. */
  private settled: LogPosition = 0n;
  private isCurrent = false;
  private lookedAt = Number.NEGATIVE_INFINITY;
  private looking: Promise<void> | null = null;
  /** Facts up to here were read before anybody kept them apart. */
  private readonly begun: number;

  constructor(
    private readonly feed: Feed,
    private readonly database: Database,
    private readonly written: () => Promise<LogPosition>,
  ) {
    this.begun = feed.newest;
    feed.hear(({ name, position }) => {
      for (const word of ["*", moduleOf(name), name]) this.newest.set(word, position);
    });
  }

  /**
   * The position of the newest of these facts: an answer that was found out since is right for this caller. Null where
   * the caller may know of more than this process does, or facts do not come.
   */
  async at(facts: readonly string[], { committed, published }: Seen): Promise<number | null> {
    const isSettled = committed === null || committed < this.settled;
    if (this.age() > (isSettled ? LOOK_EVERY_MS : LOOK_SOON_MS)) {
      const looking = this.look();
      // All who would ask the database themselves instead would hold up the one question that spares them theirs.
      if (isSettled && this.age() > LOOK_MS_MAX) await atMost(LOOK_MS_MAX, looking);
    }
    if (!isSettled || !this.isCurrent || this.age() > LOOK_MS_MAX) return null;
    if (published !== null && published > this.feed.newest) await this.feed.readNow();
    if (published !== null && published > this.feed.newest) return null;
    return Math.max(this.begun, this.feed.readFrom, ...facts.map((word) => this.newest.get(word) ?? 0));
  }

  private age(): number {
    return performance.now() - this.lookedAt;
  }

  /** Asks whether facts are on their way, once for all who want to know. */
  look(): Promise<void> {
    this.looking ??= this.ask()
      .catch(() => void (this.isCurrent = false))
      .finally(() => {
        this.looking = null;
      });
    return this.looking;
  }

  private async ask(): Promise<void> {
    const before = await this.written();
    const [row] = await this.database.db.execute<{ unpublished: string; age: number }>(sql`
      select count(*) as unpublished,
        coalesce(extract(epoch from clock_timestamp() - min(occurred_at)), 0)::float8 as age
      from outbox where position is null`);
    await this.feed.readNow();
    this.isCurrent = (row?.age ?? 0) < UNPUBLISHED_S_MAX;
    if (Number(row?.unpublished) === 0) this.settled = before;
    this.lookedAt = performance.now();
  }
}

/** The process's own. */
export const factVersions = (): FactVersions =>
  processSingleton("fact-versions", () => new FactVersions(feed(), database(), () => replicas().written()));
