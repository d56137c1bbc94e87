import type { TxContext } from "@/platform/context";
import { insertRows } from "@/platform/database/rows";
import { auditEntries } from "./schema";

type Entries = readonly (typeof auditEntries.$inferSelect)[];

/** Writes history that was made elsewhere, with the moments and people it names: an operator's bulk restore. */
export const loadAuditEntries = (ctx: TxContext, entries: Entries): Promise<void> =>
  insertRows(ctx, auditEntries, entries);
