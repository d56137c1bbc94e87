import { sql } from "drizzle-orm";
import { bigint, boolean, check, index, pgTable } from "drizzle-orm/pg-core";
import { id, instant, jsonObject } from "@/platform/database/columns";
import type { Report } from "@/platform/database/verify";

/**
 * A finished run over the books, whole or of what was added since the one before. How far it got is where the next
 * nightly run begins if nothing was wrong; a whole run reads none of this, so nothing can be hidden here from it. The
 * application may add one and remove old ones; it cannot date one, and so put off the runs after it, nor change one.
 */
export const ledgerProofs = pgTable(
  "ledger_proofs",
  {
    id: id(),
    finishedAt: instant("finished_at")
      .notNull()
      .default(sql`now()`),
    isWhole: boolean("is_whole").notNull(),
    isSound: boolean("is_sound").notNull(),
    /** What was proved: movements up to this one, */
    movementId: bigint("movement_id", { mode: "number" }).notNull(),
    /** and what was dated before. */
    provedUntil: instant("proved_until").notNull(),
    /** The first differences, for whoever looks later. */
    report: jsonObject<Report>("report").notNull(),
  },
  (t) => [
    index("ledger_proofs_by_time").on(t.finishedAt),
    check("ledger_proofs_prove_what_was", sql`${t.provedUntil} <= ${t.finishedAt}`),
  ],
);
