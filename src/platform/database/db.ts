import postgres, { type Sql } from "postgres";
import { config } from "@/platform/config";
import { FairLine, type Load } from "@/platform/fair-line";
import { processSingleton } from "@/platform/process-singleton";
import { primaryAmong } from "./addresses";
import { Dialect } from "./dialect";
import { poolIsBusy } from "./error";
import { type Password, passwordOf } from "./password";
import { APPLICATION_ROLE } from "./role";
import { GuardedDatabase, type GuardedTransaction } from "./session";
import { watchStatement } from "./watch";

export { countStatements } from "./watch";

/** The pool. Inside a transaction use the `Tx` that was handed over: using the pool there can wait for ever. */
export type Db = GuardedDatabase;
export type Tx = GuardedTransaction;
export type Queryable = Db | Tx;
/**
 * What only reads, perhaps on a replica, which may be behind. It is no `Queryable` and begins no transaction, so no
 * operation takes it: nothing that is written is decided by what a replica says.
 */
export type Readable = Pick<Db, "select" | "$count" | "$with" | "execute"> & {
  /** The same for what must not be behind. */
  readonly primary: Readable;
};

export type Database = {
  readonly db: Db;
  /** The driver itself, for LISTEN and session locks. Its errors are raw: send no values through it. */
  readonly sql: Sql;
  /** Statements and transactions that have a connection, and those that wait for one. */
  readonly load: () => Load;
  readonly end: () => Promise<void>;
};

export type DatabaseOptions = {
  url: string;
  max: number;
  applicationName: string;
  /** Instead of the one in the address, where it may change. */
  password?: Password | undefined;
  /** The role to drop to at connect, so that the application cannot alter tables or history. */
  role?: string;
  /** After this a statement is cancelled, and a little later its connection is dropped. */
  deadlineMs?: number;
  /** How long a statement or a transaction waits for a connection before it is refused. */
  waitMsMax?: number;
  /** Of a replica: the database that it follows. */
  primary?: Db;
};

const DEADLINE_MS = 20_000;
const STATEMENT_TIMEOUT_MS = 15_000;
const LOCK_TIMEOUT_MS = 5_000;
const IDLE_IN_TRANSACTION_TIMEOUT_MS = 15_000;
const CONNECT_TIMEOUT_MS = 5_000;
const END_TIMEOUT_MS = 5_000;
const CONNECTION_WAIT_MS_MAX = 10_000;
const WAITING_MAX = 10_000;
const RECONNECT_FIRST_S = 0.02;
const RECONNECT_MAX_S = 0.5;

const seconds = (milliseconds: number) => milliseconds / 1000;

/**
 * How long a lost connection stays closed. The driver's own pauses grow to 20 s, by the failures of the whole pool, and
 * a statement that meets one waits for its end although the database is back.
 */
const reconnectPause = (failures: number): number =>
  (0.5 + Math.random() / 2) * Math.min(RECONNECT_FIRST_S * 2 ** failures, RECONNECT_MAX_S);

/** Opens a pool whose every statement ends: by its answer, by Postgres' own time limits, or by the deadline. */
export function openDatabase(options: DatabaseOptions): Database {
  const deadlineMs = options.deadlineMs ?? DEADLINE_MS;
  const sql = postgres(options.url, {
    max: options.max,
    ...primaryAmong(options.url),
    ...(options.password && { password: options.password }),
    connect_timeout: seconds(Math.min(CONNECT_TIMEOUT_MS, deadlineMs)),
    backoff: reconnectPause,
    connection: {
      application_name: options.applicationName,
      statement_timeout: Math.min(STATEMENT_TIMEOUT_MS, deadlineMs),
      lock_timeout: Math.min(LOCK_TIMEOUT_MS, deadlineMs),
      idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_TIMEOUT_MS,
      timezone: "UTC",
      ...(options.role === undefined ? {} : { role: options.role }),
    },
    onnotice: () => {},
    onquery: (query) => watchStatement(query, deadlineMs),
  });
  const line = connectionLine(options);
  const db = drizzleOn(sql, line, options.primary);
  return { db, sql, load: () => line.load, end: () => sql.end({ timeout: seconds(END_TIMEOUT_MS) }) };
}

/** Types that Drizzle's columns read and write as text themselves: dates and times, and JSON. */
const DATE_TYPES = [1184, 1082, 1083, 1114, 1182, 1185, 1115, 1231];
const JSON_TYPES = [114, 3802];

/** The driver itself lets statements wait for a connection for ever. */
function connectionLine({ max, deadlineMs = DEADLINE_MS, ...options }: DatabaseOptions): FairLine {
  const waitMsMax = options.waitMsMax ?? Math.min(CONNECTION_WAIT_MS_MAX, deadlineMs);
  const limits = { atOnceMax: max, atOncePerKeyMax: max, waitingMax: WAITING_MAX, waitingPerKeyMax: WAITING_MAX };
  return new FairLine({ ...limits, waitMsMax }, poolIsBusy);
}

function drizzleOn(sql: Sql, line: FairLine, primary?: Db): Db {
  const unchanged = (value: string) => value;
  for (const type of DATE_TYPES) sql.options.parsers[type] = unchanged;
  for (const type of [...DATE_TYPES, ...JSON_TYPES]) sql.options.serializers[type] = unchanged;
  return new GuardedDatabase(sql, new Dialect(), line, primary);
}

/** The process's own pool, as configured. */
export const database = (): Database =>
  processSingleton("database", () => {
    const { databaseUrl, databasePoolMax } = config();
    return openDatabase({
      url: databaseUrl,
      max: databasePoolMax,
      applicationName: "quartermaster",
      role: APPLICATION_ROLE,
      password: passwordOf(({ databaseUrl }) => databaseUrl),
    });
  });
