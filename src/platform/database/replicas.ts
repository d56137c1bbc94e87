import { config } from "@/platform/config";
import { type Logger, logger } from "@/platform/logger";
import { processSingleton } from "@/platform/process-singleton";
import { pause } from "@/shared/pause";
import { addressesOf } from "./addresses";
import { type Database, database, openDatabase, type Readable } from "./db";
import { type DatabaseErrorKind, isDatabaseError } from "./error";
import { type LogPosition, toLogPosition, WRITTEN } from "./log-position";
import { type Password, passwordOf } from "./password";
import { Replica, type ReplicaReport } from "./replica";
import { APPLICATION_ROLE } from "./role";

const ASK_EVERY_MS = 1_000;
const ANSWER_MS_MAX = 1_000;
const WAIT_MS_MAX = 50;
const LAG_MS_MAX = 5_000;
/** A caller's position is not needed for longer: by then a replica shows it, or has left the rotation. */
export const POSITION_NEEDED_MS = 60_000;

export type ReplicasOptions = {
  primary: Database;
  urls: readonly string[];
  max: number;
  log: Logger;
  role: string;
  /** Of the address at this place, where it may change. */
  passwordAt?: (index: number) => Password | undefined;
  lagMsMax?: number;
};

/**
 * The replicas and whose turn it is. A read goes to one that shows everything the caller has seen, else to the primary,
 * and so does a read that a replica has failed.
 */
export class Replicas {
  /** How many reads went where. */
  readonly served = { replica: 0, primary: 0 };
  private readonly members: readonly Replica[];
  private readonly stopping = new AbortController();
  /** Where the primary was when, the oldest first. */
  private past: { position: LogPosition; at: number }[] = [];
  private turn = 0;
  private asking: Promise<void> | null = null;
  private running: Promise<void> | null = null;

  constructor(private readonly options: ReplicasOptions) {
    const { urls, max, role, primary, log } = options;
    // One host each: behind an address of several, reads might meet another one than was asked how far it has come.
    const hosts = urls.flatMap((url, index) => addressesOf(url).map((host) => ({ url: host, index })));
    this.members = hosts.map(({ url, index }) => {
      const password = options.passwordAt?.(index);
      const common = { url, role, password, applicationName: "quartermaster-replica", primary: primary.db };
      const watch = openDatabase({ ...common, max: 1, deadlineMs: ANSWER_MS_MAX });
      return new Replica({ database: openDatabase({ ...common, max }), watch, log });
    });
  }

  /**
   * Whether there are replicas, and the primary says how far it is. Until then no change asks for its position, so no
   * read goes to a replica.
   */
  get isWatching(): boolean {
    return this.past.length > 0;
  }

  /** Begins to watch the replicas; until then all reads go to the primary. */
  start(): void {
    if (this.members.length > 0) this.running ??= this.watch();
  }

  async close(): Promise<void> {
    this.stopping.abort();
    await this.running;
    await Promise.all(this.members.map((replica) => replica.end()));
  }

  report(): (ReplicaReport & { lagMs: number })[] {
    return this.members.map((replica) => ({ ...replica.report(), lagMs: this.lagOf(replica) }));
  }

  /** Runs `work`, which only reads, where everything before `after` is shown. */
  async read<Result>(after: LogPosition | null, work: (db: Readable) => Promise<Result>): Promise<Result> {
    const replica = await this.choose(after);
    if (replica) {
      try {
        const result = await replica.run(work);
        this.served.replica += 1;
        return result;
      } catch (error) {
        if (!mayPassOnPrimary(error)) throw error;
        this.options.log.debug({ err: error, replica: replica.name }, "a read is tried on the primary");
      }
    }
    this.served.primary += 1;
    return work(this.options.primary.db);
  }

  /** Asks everybody how far they are, once. */
  async look(): Promise<void> {
    void this.askPrimary();
    await Promise.all(this.members.map((replica) => replica.ask()));
    for (const replica of this.members) replica.judge(this.lagOf(replica), this.options.lagMsMax ?? LAG_MS_MAX);
  }

  private async choose(after: LogPosition | null): Promise<Replica | null> {
    const serving = this.isWatching ? this.members.filter((replica) => replica.isServing) : [];
    const current = serving.filter((replica) => after === null || replica.position >= after);
    this.turn += 1;
    const next = current[this.turn % Math.max(current.length, 1)];
    if (next || after === null) return next ?? null;
    const [newest] = serving.toSorted((one, other) => (one.position < other.position ? 1 : -1));
    return newest && (await newest.reaches(after, WAIT_MS_MAX)) ? newest : null;
  }

  private async watch(): Promise<void> {
    for (; !this.stopping.signal.aborted; await pause(ASK_EVERY_MS, this.stopping.signal)) await this.look();
  }

  /** Nobody waits for it: while there is no primary, replicas go on to serve those who have seen nothing newer. */
  private askPrimary(): Promise<void> {
    this.asking ??= this.hearPrimary().finally(() => {
      this.asking = null;
    });
    return this.asking;
  }

  /** Where the primary is now: whatever was committed before shows to whoever reads after it. */
  async written(): Promise<LogPosition> {
    const [row] = await this.options.primary.sql.unsafe(`select ${WRITTEN}`, [], { prepare: true });
    return toLogPosition(row);
  }

  private async hearPrimary(): Promise<void> {
    try {
      const position = await this.written();
      const at = performance.now();
      this.past = [...this.past.filter((entry) => entry.at > at - POSITION_NEEDED_MS), { position, at }];
    } catch (error) {
      this.options.log.debug({ err: error }, "the primary does not say how far it is");
    }
  }

  /** For how long something has been written that the replica does not show, as far as is remembered. */
  private lagOf({ position }: Replica): number {
    const missing = this.past.find((entry) => entry.position > position);
    return missing ? performance.now() - missing.at : 0;
  }
}

/** The replica is at fault, or its conflict with what the primary removes (40001): the primary may well answer. */
const OF_THE_REPLICA: ReadonlySet<DatabaseErrorKind> = new Set([
  "serialization",
  "deadlock",
  "connection",
  "busy",
  "resources",
]);
/** Classes of SQLSTATE: a table or a column is not there yet, right after a migration. */
const NOT_THERE_YET = "42";

const mayPassOnPrimary = (error: unknown): boolean =>
  isDatabaseError(error) && (OF_THE_REPLICA.has(error.kind) || error.code.startsWith(NOT_THERE_YET));

/** The process's own, as configured. */
export const replicas = (): Replicas =>
  processSingleton("replicas", () => {
    const { replicaUrls, replicaPoolMax } = config();
    const options = { primary: database(), urls: replicaUrls, max: replicaPoolMax, log: logger() };
    const passwordAt = (index: number) => passwordOf((now) => now.replicaUrls[index]);
    return new Replicas({ ...options, role: APPLICATION_ROLE, passwordAt });
  });
