import type { ListenMeta } from "postgres";
import { type Database, database } from "@/platform/database/db";
import { type Logger, logger } from "@/platform/logger";
import { processSingleton } from "@/platform/process-singleton";
import { LIVE_RESYNC, LIVE_STARTED, type LiveEvent } from "@/shared/event";
import { pause } from "@/shared/pause";
import { newestPosition, type PublishedRow, readPublished, startPosition } from "./published";

/** The relay's hint that there is something new. A poll is the guarantee. */
export const FEED_CHANNEL = "feed";
/** Whoever is further behind than this reads everything anew instead. */
export const FEED_BACKLOG_MAX = 5_000;

const POLL_MS = 1_000;
/** So many polls in a row that found what no notice told of mean that the listener has gone deaf. */
const UNANNOUNCED_MAX = 3;
const PAGE_ROWS_MAX = 500;
const BUFFER_ROWS_MAX = 1_000;
const RELISTEN_PAUSE_MS = 1_000;

export type FollowOptions = {
  /** The last position that was seen; null begins a little in the past. */
  after: number | null;
  signal: AbortSignal;
  /** Asked for each fact as it is about to be told. */
  mayRead: (fact: Pick<LiveEvent, "name" | "entityIds">) => boolean;
  /** `follow` yields null at least this often while nothing is told, so that the caller can look around. */
  idleMs: number;
};

type Rows = readonly PublishedRow[] | AsyncIterable<PublishedRow>;
/** What one stream has yet to be told. Past its bound it forgets, and the stream reads the outbox again. */
type Subscription = { rows: PublishedRow[]; overflowed: boolean; wake: () => void };

/** One for each process: hears of new positions once and tells every stream in it. */
export class Feed {
  private readonly subscriptions = new Set<Subscription>();
  private readonly stopping = new AbortController();
  private running: Promise<void> | null = null;
  private begun: Promise<void> | null = null;
  private listening: ListenMeta | null = null;
  private position = 0;
  private nudge = () => {};
  private nudged = false;
  private unannounced = 0;

  constructor(
    private readonly database: Database,
    private readonly log: Logger,
    private readonly settings: { bufferRowsMax?: number; backlogMax?: number } = {},
  ) {}

  /** How many streams are open. Returns to zero when their browsers have gone. */
  get openSubscriptions(): number {
    return this.subscriptions.size;
  }

  /**
   * Tells facts in the order of their positions, none left out and none told twice: it subscribes first, then reads
   * what was missed, then follows, dropping what it has told. Ends only by throwing, as `signal` aborts: a stream
   * that returned would tell the browser never to come back. Facts the reader may not hear of count as silence.
   */
  async *follow(options: FollowOptions): AsyncGenerator<LiveEvent | null, never> {
    const { signal, mayRead, idleMs } = options;
    const subscription: Subscription = { rows: [], overflowed: false, wake: () => {} };
    this.subscriptions.add(subscription);
    try {
      await this.begin();
      let told: number = options.after ?? (await startPosition(this.database.db));
      if (options.after === null) yield { position: told, name: LIVE_STARTED, entityIds: [] };
      for (let mustRead = true; ; mustRead = subscription.overflowed) {
        signal.throwIfAborted();
        const rows: Rows = mustRead ? this.missed(subscription, told) : fresh(subscription, told);
        let isSilent = true;
        for await (const { kind, ...fact } of rows) {
          told = fact.position;
          if (fact.name !== LIVE_RESYNC && (kind !== "event" || !mayRead(fact))) continue;
          isSilent = false;
          yield fact;
        }
        if (!isSilent) continue;
        if (!hasNews(subscription)) await somethingNew(subscription, idleMs, signal);
        yield null;
      }
    } finally {
      this.subscriptions.delete(subscription);
    }
  }

  /** Stops listening. Streams end when their connections do, and go on elsewhere. */
  async close(): Promise<void> {
    this.stopping.abort();
    this.nudge();
    await this.listening?.unlisten().catch(() => {});
    await this.running;
  }

  /** Reads the outbox from `after` on, page by page. Everything missed too long ago becomes one `resync`. */
  private async *missed(subscription: Subscription, after: number): AsyncGenerator<PublishedRow> {
    subscription.overflowed = false;
    subscription.rows = [];
    const { oldest, newest } = await newestPosition(this.database.db);
    const isTooFar = newest - after > (this.settings.backlogMax ?? FEED_BACKLOG_MAX);
    if (isTooFar || after > newest || after + 1 < oldest) {
      yield { position: newest, kind: "event", name: LIVE_RESYNC, entityIds: [] };
      return;
    }
    for (let last = after; ;) {
      const page = await readPublished(this.database.db, last, PAGE_ROWS_MAX);
      yield* page;
      last = page.at(-1)?.position ?? last;
      if (page.length < PAGE_ROWS_MAX) return;
    }
  }

  /** Knows the newest position before anyone reads, so that every later one arrives by the buffer. */
  private begin(): Promise<void> {
    this.begun ??= this.open().catch((error: unknown) => {
      this.begun = null;
      throw error;
    });
    return this.begun;
  }

  private async open(): Promise<void> {
    const { newest } = await newestPosition(this.database.db);
    this.position = newest;
    void this.listen();
    this.running = this.run();
  }

  /** The driver listens again after a lost connection, once, and says so: what was notified meanwhile is gone. */
  private async listen(): Promise<void> {
    await this.listening?.unlisten().catch(() => {});
    const hear = () => {
      this.nudged = true;
      this.nudge();
    };
    while (!this.stopping.signal.aborted) {
      try {
        this.listening = await this.database.sql.listen(FEED_CHANNEL, hear, hear);
        return;
      } catch (error) {
        this.log.warn({ err: error }, "the feed cannot listen yet; it polls meanwhile");
        await pause(RELISTEN_PAUSE_MS, this.stopping.signal);
      }
    }
  }

  private async run(): Promise<void> {
    while (!this.stopping.signal.aborted) {
      if (!this.nudged) await this.nudgeOrPoll();
      const wasNudged = this.nudged;
      this.nudged = false;
      try {
        const found = await this.readOn();
        this.unannounced = wasNudged ? 0 : this.unannounced + (found ? 1 : 0);
        if (this.unannounced >= UNANNOUNCED_MAX) {
          this.unannounced = 0;
          void this.listen();
        }
      } catch (error) {
        this.log.warn({ err: error }, "the feed cannot read the outbox; tried again");
        await pause(POLL_MS, this.stopping.signal);
      }
    }
  }

  private nudgeOrPoll(): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, POLL_MS);
      this.nudge = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  /** Answers whether there was anything. */
  private async readOn(): Promise<boolean> {
    const before = this.position;
    for (;;) {
      const page = await readPublished(this.database.db, this.position, PAGE_ROWS_MAX);
      this.position = page.at(-1)?.position ?? this.position;
      for (const subscription of this.subscriptions) this.tell(subscription, page);
      if (page.length < PAGE_ROWS_MAX) return this.position > before;
    }
  }

  private tell(subscription: Subscription, page: readonly PublishedRow[]): void {
    if (page.length === 0) return;
    const bound = this.settings.bufferRowsMax ?? BUFFER_ROWS_MAX;
    if (subscription.overflowed || subscription.rows.length + page.length > bound) {
      subscription.overflowed = true;
      subscription.rows = [];
    } else {
      subscription.rows.push(...page);
    }
    subscription.wake();
  }
}

/** Takes what waits in the buffer, without what the reading of the outbox has told already. */
function fresh(subscription: Subscription, told: number): PublishedRow[] {
  const rows = subscription.rows;
  subscription.rows = [];
  return rows.filter((row) => row.position > told);
}

const hasNews = (subscription: Subscription) => subscription.rows.length > 0 || subscription.overflowed;

/** Waits until there is something to tell, or for `idleMs`. @throws the signal's reason */
async function somethingNew(subscription: Subscription, idleMs: number, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  const woken = new AbortController();
  const wake = () => woken.abort();
  subscription.wake = wake;
  signal.addEventListener("abort", wake);
  try {
    await pause(idleMs, woken.signal);
  } finally {
    subscription.wake = () => {};
    signal.removeEventListener("abort", wake);
  }
  signal.throwIfAborted();
}

/** The process's own. It opens its connection with the first stream. */
export const feed = (): Feed => processSingleton("feed", () => new Feed(database(), logger()));
