import { DrizzleQueryError } from "drizzle-orm";
import { hasBrand } from "@/shared/brand";
import { isRefusal } from "@/shared/error";

export type DatabaseErrorKind =
  | "unique"
  | "foreign-key"
  | "check"
  | "not-null"
  | "exclusion"
  | "append-only"
  | "serialization"
  | "deadlock"
  | "lock-timeout"
  | "deadline"
  | "read-only"
  | "permission"
  | "busy"
  | "access-changed"
  | "connection"
  | "resources"
  | "other";

const KIND_BY_CODE: Readonly<Record<string, DatabaseErrorKind>> = {
  "23505": "unique",
  "23503": "foreign-key",
  "23514": "check",
  "23502": "not-null",
  "23P01": "exclusion",
  "23001": "append-only",
  "40001": "serialization",
  "40P01": "deadlock",
  "55P03": "lock-timeout",
  "57014": "deadline",
  "25P03": "deadline",
  "25P04": "deadline",
  "25006": "read-only",
  "42501": "permission",
  /** Raised by our own `assert_access`. */
  QM001: "access-changed",
  "57P01": "connection",
  "57P02": "connection",
  "57P03": "connection",
  "57P05": "connection",
  "53300": "connection",
};
/** Whole classes of SQLSTATE: the line to Postgres, what it has run out of, and the machine below it. */
const KIND_BY_CLASS: Readonly<Record<string, DatabaseErrorKind>> = {
  "08": "connection",
  "53": "resources",
  "58": "resources",
};

const NODE_CONNECTION_CODE = /^(CONN|ECONN|EPIPE|ETIMEDOUT|EHOST|ENET|ENOTFOUND|EAI_AGAIN|ERR_TLS)/;

type Facts = {
  kind: DatabaseErrorKind;
  code: string;
  constraint: string | null;
  table: string | null;
  statement: string;
};

const DATABASE_ERROR: unique symbol = Symbol.for("quartermaster.database-error");

/**
 * What went wrong in the database, without a single value of the statement: Drizzle prints every parameter in its
 * message and Postgres repeats values in `detail`, so neither is kept, not even as a cause.
 */
export class DatabaseError extends Error {
  override readonly name = "DatabaseError";
  readonly [DATABASE_ERROR] = true;
  readonly kind: DatabaseErrorKind;
  /** The five characters of SQLSTATE, or the driver's word for a lost connection. */
  readonly code: string;
  readonly constraint: string | null;
  readonly table: string | null;
  /** The verb and the first table of the statement, as in `insert users`. */
  readonly statement: string;

  constructor(facts: Facts, remark: string) {
    super(sentence(facts) + remark);
    this.kind = facts.kind;
    this.code = facts.code;
    this.constraint = facts.constraint;
    this.table = facts.table;
    this.statement = facts.statement;
  }
}

function sentence({ kind, code, constraint, table, statement }: Facts): string {
  const at = [constraint && `by ${constraint}`, table && `on ${table}`].filter(Boolean).join(" ");
  return `The database refused "${statement}": ${kind} (${code})${at && ` ${at}`}.`;
}

/** A fault of the database, whichever bundle of the web process holds the pool that met it. */
export const isDatabaseError = (error: unknown): error is DatabaseError => hasBrand(error, DATABASE_ERROR);

/** A retry may succeed: the transaction lost against another one and was rolled back as a whole. */
export const isRetryable = (error: unknown): error is DatabaseError =>
  isDatabaseError(error) && (error.kind === "serialization" || error.kind === "deadlock");

/** The actor lost access while the transaction ran, so it was rolled back. */
export const isAccessChanged = (error: unknown): error is DatabaseError =>
  isDatabaseError(error) && error.kind === "access-changed";

const UNAVAILABLE: ReadonlySet<DatabaseErrorKind> = new Set([
  "connection",
  "deadline",
  "busy",
  "resources",
  "read-only",
]);

/** The database could not be reached, had no means left or did not answer in time; the statement is not at fault. */
export const isUnavailable = (error: unknown): error is DatabaseError =>
  isDatabaseError(error) && UNAVAILABLE.has(error.kind);

/** Another server that could not be reached: Node's words, and ioredis'. */
const isAway = (error: unknown): boolean =>
  error instanceof Error &&
  (NODE_CONNECTION_CODE.test(String(Reflect.get(error, "code"))) || error.name === "MaxRetriesPerRequestError");

/** What a rule refuses, and what passes when it is tried again: it happens, and nobody has to mend the program. */
export const isExpectedFault = (error: unknown): boolean =>
  isRefusal(error) || isUnavailable(error) || isRetryable(error) || isAway(error);

/** How loud the log is about what is tried again by itself: only a fault that will come again is an error. */
export const levelOf = (error: unknown): "warn" | "error" => (isExpectedFault(error) ? "warn" : "error");

/** All connections of the pool were in use for too long, so nothing was sent. */
export const poolIsBusy = (): DatabaseError =>
  new DatabaseError(
    { kind: "busy", code: "POOL_WAIT", constraint: null, table: null, statement: "a connection of the pool" },
    "",
  );

/** The row broke the rule of this name, which is the sentence it protects. */
export const isViolationOf = (error: unknown, constraint: string): error is DatabaseError =>
  isDatabaseError(error) && error.constraint === constraint;

/** Turns what Drizzle or the driver threw into a `DatabaseError`; leaves everything else as it is. */
export function withoutParameters(error: unknown, statement = "transaction"): unknown {
  if (error instanceof DrizzleQueryError) {
    return fromDriver(error.cause, error.query) ?? new DatabaseError(unknownFacts(error.query), "");
  }
  return fromDriver(error, statement) ?? error;
}

function fromDriver(error: unknown, statementText: string): DatabaseError | null {
  if (isDatabaseError(error)) return error;
  if (!(error instanceof Error) || !("code" in error) || typeof error.code !== "string") return null;
  const isFromServer = error.name === "PostgresError";
  const known = KIND_BY_CODE[error.code] ?? (isFromServer ? KIND_BY_CLASS[error.code.slice(0, 2)] : undefined);
  const kind = known ?? (NODE_CONNECTION_CODE.test(error.code) ? "connection" : null);
  if (!isFromServer && kind === null) return null;
  const facts: Facts = {
    kind: kind ?? "other",
    code: error.code,
    constraint: textOf(error, "constraint_name"),
    table: textOf(error, "table_name"),
    statement: nameOfStatement(statementText),
  };
  return new DatabaseError(facts, remarkOn(error.code, error.message));
}

/** Of a pooler that takes no settings of a connection, as PgBouncer in transaction mode. */
const REFUSES_SETTINGS = /^unsupported startup parameter/;

function remarkOn(code: string, message: string): string {
  // The message of class 42 is about the text of the statement (a missing column, a syntax error), never its values.
  if (code.startsWith("42")) return ` ${message}`;
  if (code !== "08P01" || !REFUSES_SETTINGS.test(message)) return "";
  return " A pooler such as PgBouncer answers there, which refuses role and time limits. Give the address of Postgres.";
}

const unknownFacts = (statementText: string): Facts => ({
  kind: "other",
  code: "UNKNOWN",
  constraint: null,
  table: null,
  statement: nameOfStatement(statementText),
});

function textOf(error: Error, key: string): string | null {
  const value: unknown = Reflect.get(error, key);
  return typeof value === "string" ? value : null;
}

const VERB = /^\s*(?:--[^\n]*\n\s*)*([a-z]+)/i;
const FIRST_TABLE =
  /\b(?:into|update|from|join|table)\s+(?:only\s+)?"?([a-z_][a-z0-9_]*)"?(?:\."?([a-z_][a-z0-9_]*)"?)?/i;

function nameOfStatement(text: string): string {
  const verb = VERB.exec(text)?.[1]?.toLowerCase() ?? "statement";
  const table = FIRST_TABLE.exec(text);
  return table ? `${verb} ${table[2] ?? table[1]}` : verb;
}
