import type { SQL } from "drizzle-orm";
import type { Db, Queryable, Readable, Tx } from "@/platform/database/db";
import type { LogPosition } from "@/platform/database/log-position";
import { type Actor, type AskingKey, SYSTEM_USER_ID } from "@/shared/access";
import { currentDate } from "@/shared/clock";
import type { Entity, WarehouseEntity } from "@/shared/entity";
import { newId } from "@/shared/id";
import type { Draw } from "./late-number";

/** What a query works with that may read on a replica. An operation takes none. */
export type ReadContext = Omit<Context, "db" | "once" | "onCommit"> & { readonly db: Readable };

/** What an operation works with: the database, the actor, and one moment as the present. */
export type Context = {
  readonly db: Queryable;
  readonly actor: Actor;
  readonly now: Date;
  /** The name of what is being done (`orders.confirm`), for the audit and the log. */
  readonly action: string;
  readonly requestId: string;
  /** Where the request came from, as far as it can be trusted; what is done without a request came from nowhere. */
  readonly address?: string | undefined;
  /** The session that the request came in, by the id that it began with; a key and a job have none. */
  readonly sessionId?: string | undefined;
  /** Asks the one transaction that is opened with this context for the position of its commit in the log. */
  readonly onCommit?: ((position: LogPosition) => void) | undefined;
  /** Makes the one transaction that is opened with this context happen once for a key of the caller. */
  readonly once?: Once | undefined;
};

/** What the product does by itself, for nobody and of no request. */
export const systemContext = (db: Db, action: string): Context => ({
  db,
  actor: { kind: "system" },
  now: currentDate(),
  action,
  requestId: newId(),
});

/** A change that happens once for a key, and what it was answered the first time. */
export type Once = {
  /** Whether the key is new. It is claimed with the transaction, or not at all. */
  claim: (ctx: TxContext) => Promise<boolean>;
  /** Keeps the answer with the transaction. */
  keep: (ctx: TxContext, answer: unknown) => void;
  /** The answer that was kept. @throws Refusal when the key was used for another request */
  recall: <Result>(ctx: Pick<Context, "db">) => Promise<Result>;
};

/** A context inside a transaction. Only `inTransaction` makes one, so nothing can be emitted outside. */
export type TxContext = Omit<Context, "db" | "once" | "onCommit"> & { readonly db: Tx; readonly pending: Pending };

/** What leaves with the transaction: written in one statement just before it commits. */
type Pending = {
  readonly messages: Message[];
  readonly changes: Change[];
  /** Inserts and updates that nothing waits for, written along with the rest. */
  readonly writes: SQL[];
  readonly draws: Draw[];
  /** The actor's access was asked for again already. */
  isAccessConfirmed?: true;
};

/** An event or a job for the outbox. `isProgress`: it reports how far work has come and needs no audit entry. */
export type Message = {
  kind: "event" | "job";
  name: string;
  payload: Record<string, unknown>;
  isProgress?: true;
};

/** An audit entry. `before` is null where the thing is new, `after` where it is gone; neither holds a secret. */
export type Change = ChangedEntity & {
  entityId: string;
  label: string;
  before: Record<string, unknown> | null;
  after: Record<string, unknown> | null;
  /** Fields of `before` and `after`, at any depth, that only people who may see costs may read. */
  confidential?: string[];
};

/** Where a change of it happened, if it stands in a warehouse. */
type ChangedEntity =
  | { entity: WarehouseEntity; warehouseIds: string[] }
  | { entity: Exclude<Entity, WarehouseEntity>; warehouseIds?: never };

/** The user row of the actor; null where nobody is signed in. */
export function actorId(ctx: Pick<Context, "actor">): string | null {
  if (ctx.actor.kind === "person") return ctx.actor.userId;
  return ctx.actor.kind === "system" ? SYSTEM_USER_ID : null;
}

/** The key that a program asks with; null where a person asks themselves, or nobody. */
export const keyOf = ({ actor }: Pick<Context, "actor">): AskingKey | null =>
  (actor.kind === "person" && actor.key) || null;

/** The user row that a new row names as its author. Every permission that makes rows requires a signed-in actor. */
export function requireActorId(ctx: Pick<Context, "actor">): string {
  const id = actorId(ctx);
  if (id === null) throw new Error("Nobody is signed in, so nobody can be named as the one who did this.");
  return id;
}
