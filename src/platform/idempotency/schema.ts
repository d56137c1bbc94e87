import { index, jsonb, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { instant } from "@/platform/database/columns";

/** One row for each action of a caller: claimed before the work, holding its answer once it is done. */
export const idempotencyKeys = pgTable(
  "idempotency_keys",
  {
    /** Who asked, or the key that a program asked with. */
    actorId: uuid("actor_id").notNull(),
    key: text("key").notNull(),
    /** A keyed digest of procedure and input: a secret in the input cannot be guessed from it. */
    requestDigest: text("request_digest").notNull(),
    /** Sealed, since an answer may carry a link that is shown once. Null only inside the transaction at work. */
    answer: text("answer"),
    /** Numbers that were drawn after the answer was sealed, by the tokens that stand for them in it. */
    numbers: jsonb("numbers").$type<Record<string, number>>(),
    createdAt: instant("created_at", { precision: "microseconds" }).notNull(),
  },
  (t) => [primaryKey({ columns: [t.actorId, t.key] }), index("idempotency_keys_by_age").on(t.createdAt)],
);
