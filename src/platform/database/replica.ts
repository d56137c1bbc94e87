import type { Logger } from "@/platform/logger";
import { pause } from "@/shared/pause";
import type { Database, Readable } from "./db";
import { DatabaseError, isDatabaseError, withoutParameters } from "./error";
import { type LogPosition, REPLAYED, toLogPosition } from "./log-position";

/** `promoted`: it is no replica any more, so nobody knows whose changes it shows. */
export type ReplicaState = "unasked" | "serving" | "failed" | "behind" | "promoted";
/** `idleMs`: for how long no reads have gone there. */
export type ReplicaReport = { name: string; state: ReplicaState; idleMs: number };
export type ReplicaOptions = { readonly database: Database; readonly watch: Database; readonly log: Logger };

const LOOK_AGAIN_MS = 2;

/** One streaming replica: its pool, how far it has come, and whether reads go there. */
export class Replica {
  /** As it was last heard. */
  position: LogPosition = 0n;
  private state: ReplicaState = "unasked";
  private idleSince = performance.now();
  private hasAnswered = false;
  private isReplica = false;
  private asking: Promise<void> | null = null;
  private readonly reads = new Set<(lost: DatabaseError) => void>();

  /** `watch` is a connection of its own: behind slow reads an answer would come late. */
  constructor(private readonly options: ReplicaOptions) {}

  get isServing(): boolean {
    return this.state === "serving";
  }

  /** Its address, without a secret. */
  get name(): string {
    const { host, port } = this.options.database.sql.options;
    return `${host[0]}:${port[0]}`;
  }

  report(): ReplicaReport {
    return { name: this.name, state: this.state, idleMs: this.isServing ? 0 : performance.now() - this.idleSince };
  }

  /** Asks how far it has come: one question at a time, for all who ask meanwhile. */
  ask(): Promise<void> {
    this.asking ??= this.hear().finally(() => {
      this.asking = null;
    });
    return this.asking;
  }

  /** Takes it into the rotation or out of it, by its last answer and by how long it has been behind the primary. */
  judge(lagMs: number, lagMsMax: number): void {
    if (!this.hasAnswered) return;
    if (!this.isReplica) this.become("promoted", {});
    else this.become(lagMs > lagMsMax ? "behind" : "serving", { lagMs: Math.round(lagMs) });
  }

  /** Whether it shows everything before `position`, at once or within the time. */
  async reaches(position: LogPosition, withinMs: number): Promise<boolean> {
    const isOver = new AbortController();
    const look = async () => {
      while (this.position < position && this.isServing && !isOver.signal.aborted) {
        await this.ask();
        if (this.position < position) await pause(LOOK_AGAIN_MS, isOver.signal);
      }
    };
    await Promise.race([look(), pause(withinMs, isOver.signal)]);
    isOver.abort();
    return this.isServing && this.position >= position;
  }

  /** Runs reads that are given up as soon as the replica is known to be lost, though their connection may only hang. */
  async run<Result>(work: (db: Readable) => Promise<Result>): Promise<Result> {
    let lose: (lost: DatabaseError) => void = () => {};
    const lost = new Promise<never>((_resolve, reject) => {
      lose = reject;
    });
    this.reads.add(lose);
    try {
      return await Promise.race([work(this.options.database.db), lost]);
    } catch (error) {
      if (isDatabaseError(error) && error.kind === "connection") this.fail(error);
      throw error;
    } finally {
      this.reads.delete(lose);
    }
  }

  async end(): Promise<void> {
    await Promise.all([this.options.database.end(), this.options.watch.end()]);
  }

  private async hear(): Promise<void> {
    try {
      const [row] = await this.options.watch.sql.unsafe(`select ${REPLAYED}`, [], { prepare: true });
      this.position = toLogPosition(row);
      this.isReplica = row?.["isReplica"] === true;
      this.hasAnswered = true;
    } catch (error) {
      this.fail(withoutParameters(error));
    }
  }

  private fail(error: unknown): void {
    this.hasAnswered = false;
    this.become("failed", { err: error });
    for (const lose of this.reads) lose(replicaIsLost());
  }

  private become(state: ReplicaState, facts: Record<string, unknown>): void {
    if (state === this.state) return;
    if (this.isServing) this.idleSince = performance.now();
    this.state = state;
    const line = { replica: this.name, state, ...facts };
    if (state === "serving") this.options.log.info(line, "reads go to the replica");
    else this.options.log.warn(line, "no reads go to the replica");
  }
}

const replicaIsLost = (): DatabaseError =>
  new DatabaseError(
    { kind: "connection", code: "REPLICA_LOST", constraint: null, table: null, statement: "a read" },
    "",
  );
