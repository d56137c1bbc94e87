import type { ListenMeta } from "postgres";
import type { Database } from "@/platform/database/db";
import { levelOf } from "@/platform/database/error";
import type { Logger } from "@/platform/logger";
import { pause } from "@/shared/pause";
import { newestPosition, PAGE_ROWS_MAX, type PublishedRow, readPublished } from "./published-rows";
import { FEED_CHANNEL } from "./schema";

const POLL_MS = 1_000;
const RELISTEN_PAUSE_MS = 1_000;
/** After this many polls in a row that found rows without a notification, the listener counts as lost. */
const UNNOTIFIED_POLLS_MAX = 3;

export type WatchOptions = {
  /** So many of the rows that were published before go to `onRows` too, if there are as many. */
  rowsMax: number;
  /** The position that the first row follows, and whether there are rows before it. */
  onBegin: (after: number, hasForgotten: boolean) => void;
  onRows: (rows: readonly PublishedRow[]) => void;
  /** Where there are replicas, or answers are kept: what a read must come after to show what is published by now. */
  readAfter: (published: number) => Promise<string | undefined>;
};

/**
 * Follows the newest position for one process: the newest rows and every one that is published later go to `onRows`, in
 * order. A notification of the relay makes it prompt; the poll is the guarantee.
 */
export class PositionWatch {
  private readonly stopping = new AbortController();
  /** Aborted by a notification: ends the pause before the next read. */
  private notified = new AbortController();
  private started: Promise<void> | null = null;
  private running: Promise<void> | null = null;
  private listener: ListenMeta | null = null;
  private reading: Promise<boolean> | null = null;
  private position = 0;

  constructor(
    private readonly database: Database,
    private readonly log: Logger,
    private readonly options: WatchOptions,
  ) {}

  /** Resolves once what was published before is read. May be called again, also after a failure. */
  start(): Promise<void> {
    this.started ??= this.open().catch((error: unknown) => {
      this.started = null;
      throw error;
    });
    return this.started;
  }

  /** Reads what is published by now. */
  async readNow(): Promise<void> {
    // A read that is under way may have begun before.
    await this.reading;
    await this.readOn();
  }

  async close(): Promise<void> {
    this.stopping.abort();
    this.notified.abort();
    await this.listener?.unlisten().catch(() => {});
    await this.running;
  }

  private async open(): Promise<void> {
    const { oldest, newest } = await newestPosition(this.database.db);
    this.position = Math.max(oldest - 1, newest - this.options.rowsMax, 0);
    this.options.onBegin(this.position, oldest > 0 && oldest <= this.position);
    await this.readOn();
    void this.listen();
    this.running = this.run();
  }

  /** After a lost connection the driver listens again and calls back, since notifications were lost meanwhile. */
  private async listen(): Promise<void> {
    await this.listener?.unlisten().catch(() => {});
    const onNotification = () => this.notified.abort();
    while (!this.stopping.signal.aborted) {
      try {
        this.listener = await this.database.sql.listen(FEED_CHANNEL, onNotification, onNotification);
        return;
      } catch (error) {
        this.log.warn({ err: error }, "the feed cannot listen yet; it polls meanwhile");
        await pause(RELISTEN_PAUSE_MS, this.stopping.signal);
      }
    }
  }

  private async run(): Promise<void> {
    let unnotifiedPolls = 0;
    while (!this.stopping.signal.aborted) {
      await pause(POLL_MS, this.notified.signal);
      const isNotified = this.notified.signal.aborted;
      this.notified = new AbortController();
      try {
        const hasFound = await this.readOn();
        if (isNotified) unnotifiedPolls = 0;
        else if (hasFound) unnotifiedPolls += 1;
      } catch (error) {
        this.log[levelOf(error)]({ err: error }, "the feed cannot read the outbox; tried again");
        await pause(POLL_MS, this.stopping.signal);
      }
      if (unnotifiedPolls < UNNOTIFIED_POLLS_MAX) continue;
      unnotifiedPolls = 0;
      void this.listen();
    }
  }

  /** One read at a time, which all who ask meanwhile wait for: each row is read once. True if it found any. */
  private readOn(): Promise<boolean> {
    this.reading ??= this.readPages().finally(() => {
      this.reading = null;
    });
    return this.reading;
  }

  private async readPages(): Promise<boolean> {
    const before = this.position;
    for (;;) {
      const page = await readPublished(this.database.db, this.position, PAGE_ROWS_MAX);
      const newest = page.at(-1)?.position;
      const readAfter = newest === undefined ? undefined : await this.options.readAfter(newest);
      this.position = newest ?? this.position;
      if (page.length > 0) this.options.onRows(readAfter ? page.map((row) => ({ ...row, readAfter })) : page);
      if (page.length < PAGE_ROWS_MAX) return this.position > before;
    }
  }
}
