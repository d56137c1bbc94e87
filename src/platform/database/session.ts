import { type Query, NoopLogger, type SQL } from "drizzle-orm";
import { NoopCache } from "drizzle-orm/cache/core";
import type { PgDialect, PgTransactionConfig, PreparedQueryConfig, SelectedFieldsOrdered } from "drizzle-orm/pg-core";
import {
  PostgresJsDatabase,
  PostgresJsPreparedQuery,
  PostgresJsSession,
  PostgresJsTransaction,
} from "drizzle-orm/postgres-js";
import type { Row, Sql, TransactionSql } from "postgres";
import { BoundedMap } from "@/platform/bounded-map";
import type { FairLine } from "@/platform/fair-line";
import { isPlannedAnew, withoutRows } from "./dialect";
import { withoutParameters } from "./error";
import { type LogPosition, toLogPosition, WRITTEN } from "./log-position";

declare module "postgres" {
  interface TransactionSql<TTypes extends Record<string, unknown> = {}> {
    /** Ours: sends a statement in one message with COMMIT, behind it. `answered` gets its rows once both are done. */
    behindCommit(text: string, answered: (rows: readonly Row[]) => void): void;
  }
}

type NoSchema = Record<string, never>;
type TransactionOptions = PgTransactionConfig & {
  /** Asks for the position of the commit, in the same round trip. */
  onCommit?: ((position: LogPosition) => void) | undefined;
};
type Work<Result> = (tx: GuardedTransaction) => Promise<Result>;

async function guarded<Result>(run: () => Promise<Result>, statement?: string): Promise<Result> {
  try {
    return await run();
  } catch (error) {
    throw withoutParameters(error, statement);
  }
}

/** Every statement of Drizzle runs through here, so errors lose their parameters here. */
class GuardedStatement<T extends PreparedQueryConfig> extends PostgresJsPreparedQuery<T> {
  /** Where statements wait for a connection; null inside a transaction, which has one. */
  line: FairLine | null = null;

  override execute(values?: Record<string, unknown>): Promise<T["execute"]> {
    return guarded(() => inLine(this.line, () => super.execute(values)));
  }

  override all(values?: Record<string, unknown>): Promise<T["all"]> {
    return guarded(() => inLine(this.line, () => super.all(values)));
  }
}

const inLine = <Result>(line: FairLine | null, work: () => Promise<Result>): Promise<Result> =>
  line ? line.run("statement", work) : work();

const REPEATED_TEXTS_MAX = 500;
/** Of texts that differ in their numbers of rows alone: what screens ask for, and no caller's every number. */
const NUMBERS_PREPARED_MAX = 5;

/**
 * Which statements are prepared. The driver sends an unprepared one in two round trips, and Postgres plans it each
 * time; from its second use on a statement is prepared. Postgres keeps it for as long as the connection lives, with
 * hundreds of kilobytes for a long one.
 */
class RepeatedTexts {
  private readonly texts = new BoundedMap<string, "seen" | "prepared">(REPEATED_TEXTS_MAX);
  private readonly alike = new BoundedMap<string, Set<string>>(REPEATED_TEXTS_MAX);

  isPrepared(text: string): boolean {
    const known = this.texts.get(text);
    if (known === "prepared") return true;
    const isPrepared = known === "seen" && this.hasRoom(text);
    this.texts.set(text, isPrepared ? "prepared" : "seen");
    return isPrepared;
  }

  private hasRoom(text: string): boolean {
    const shape = withoutRows(text);
    const alike = this.alike.get(shape) ?? new Set();
    this.alike.set(shape, alike);
    if (alike.size < NUMBERS_PREPARED_MAX) alike.add(text);
    return alike.has(text);
  }
}

/** The driver itself prepares no statement without parameters, so that Postgres would plan it each time. */
function preparing<Client extends Sql>(client: Client): Client {
  const unsafe: Sql["unsafe"] = (text, parameters = [], options = {}) => {
    const asked = { ...options, simple: parameters.length === 0 && !options.prepare };
    return client.unsafe(text, parameters, asked);
  };
  return new Proxy(client, { get: (target, key) => (key === "unsafe" ? unsafe : Reflect.get(target, key)) });
}

/** Drizzle's session on postgres.js, with errors that carry no values and statements prepared on their second use. */
export class GuardedSession<Client extends Sql = Sql> extends PostgresJsSession<Client, NoSchema, NoSchema> {
  constructor(
    client: Client,
    dialect: PgDialect,
    private readonly line: FairLine | null,
    private readonly texts = new RepeatedTexts(),
  ) {
    super(preparing(client), dialect, undefined);
  }

  override prepareQuery<T extends PreparedQueryConfig>(
    query: Query,
    fields: SelectedFieldsOrdered | undefined,
    name: string | undefined,
    isResponseInArrayMode: boolean,
    customResultMapper?: (rows: unknown[][]) => T["execute"],
  ): GuardedStatement<T> {
    const prepare = !isPlannedAnew(query.sql) && (this.texts.isPrepared(query.sql) || name !== undefined);
    const statement = new GuardedStatement<T>(
      this.client,
      query.sql,
      query.params,
      new NoopLogger(),
      new NoopCache(),
      undefined,
      undefined,
      fields,
      isResponseInArrayMode,
      prepare,
      customResultMapper,
    );
    statement.line = this.line;
    return statement;
  }

  toQuery(statement: SQL): Query {
    return this.dialect.sqlToQuery(statement);
  }

  override async transaction<Result>(work: Work<Result>, options: TransactionOptions = {}): Promise<Result> {
    const { onCommit } = options;
    const begin = () =>
      this.client.begin(transactionMode(options), async (client) => {
        if (onCommit) client.behindCommit(`select ${WRITTEN}`, ([row]) => onCommit(toLogPosition(row)));
        return { value: await work(this.transactionOn(client)) };
      });
    const { value } = await guarded(() => inLine(this.line, begin));
    return value;
  }

  transactionOn(client: TransactionSql): GuardedTransaction {
    // Of the client a session uses `unsafe` alone, which both have, though Drizzle's types ask for the whole pool.
    const session = new GuardedSession(client as Sql & TransactionSql, this.dialect, null, this.texts);
    return new GuardedTransaction(this.dialect, session, client);
  }
}

export class GuardedTransaction extends PostgresJsTransaction<NoSchema, NoSchema> {
  /** Transactions run nowhere else. */
  readonly primary = this;

  constructor(
    dialect: PgDialect,
    private readonly guardedSession: GuardedSession<Sql & TransactionSql>,
    private readonly client: TransactionSql,
  ) {
    super(dialect, guardedSession, undefined);
  }

  /** Sees what the transaction sees that exported this snapshot and is open. It comes before any other statement. */
  async adoptSnapshot(id: string): Promise<void> {
    if (!/^[\dA-F-]+$/.test(id)) throw new Error("This is no snapshot of Postgres'.");
    await guarded(() => this.client.unsafe(`set transaction snapshot '${id}'`));
  }

  /**
   * Sends a statement at once. Later statements of the transaction, its COMMIT included, follow without waiting for the
   * answer. The caller that commits must await the promise, which rejects if the statement failed.
   */
  sendAhead(statement: SQL): Promise<readonly Row[]> {
    const { sql: text, params } = this.guardedSession.toQuery(statement);
    const sent = this.client.unsafe(text, params.map(asParameter), { prepare: true }).execute();
    const ended = guarded(() => sent, text);
    // After a lost connection COMMIT rejects first, and nobody awaits this promise any more.
    ended.catch(() => {});
    return ended;
  }

  override async transaction<Result>(work: Work<Result>): Promise<Result> {
    const { value } = await guarded(() =>
      this.client.savepoint(async (client) => ({ value: await work(this.guardedSession.transactionOn(client)) })),
    );
    return value;
  }
}

/** Drizzle on the pool, whose transactions are those above. */
export class GuardedDatabase extends PostgresJsDatabase<NoSchema> {
  /** Itself, unless it is the pool of a replica. */
  readonly primary: GuardedDatabase;

  constructor(
    readonly $client: Sql,
    dialect: PgDialect,
    line: FairLine,
    primary?: GuardedDatabase,
    private readonly guardedSession = new GuardedSession($client, dialect, line),
  ) {
    super(dialect, guardedSession, undefined);
    this.primary = primary ?? this;
  }

  override transaction<Result>(work: Work<Result>, options?: TransactionOptions): Promise<Result> {
    return this.guardedSession.transaction(work, options);
  }
}

function asParameter(value: unknown): string | number | null {
  if (value === null || typeof value === "string" || typeof value === "number") return value;
  throw new Error("A statement that is sent ahead takes text, numbers and null.");
}

const transactionMode = ({ isolationLevel, accessMode, deferrable }: PgTransactionConfig): string =>
  [
    isolationLevel && `isolation level ${isolationLevel}`,
    accessMode,
    deferrable === undefined ? undefined : deferrable ? "deferrable" : "not deferrable",
  ]
    .filter(Boolean)
    .join(" ");
