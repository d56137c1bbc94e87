import { inArray, isNull, type SQL, sql } from "drizzle-orm";
import { lots, stockBalances } from "@/modules/inventory/schema";
import type { ReadContext } from "@/platform/context";

/** What is in one lot or of one serial number, in letters of any case; of null what is in no lot. */
export function isInLot(ctx: Pick<ReadContext, "db">, code: string | null): SQL {
  if (code === null) return isNull(stockBalances.lotId);
  const named = ctx.db
    .select({ id: lots.id })
    .from(lots)
    .where(sql`lower(${lots.code}) = lower(${code})`);
  return inArray(stockBalances.lotId, named);
}
