import { eq } from "drizzle-orm";
import type { TxContext } from "@/platform/context";
import { carrierArchived, carrierNotFound } from "./refusals";
import { carriers } from "./schema";

/** Locks a carrier until the transaction ends. @throws carrierNotFound */
export async function lockCarrier(ctx: TxContext, carrierId: string, strength: "update" | "share" = "update") {
  const [found] = await ctx.db.select().from(carriers).where(eq(carriers.id, carrierId)).for(strength);
  if (!found) throw carrierNotFound({ carrierId });
  return found;
}

/**
 * The name of a carrier that somebody chooses, who stays in use until the transaction ends. A parcel keeps one that was
 * archived since. @throws carrierNotFound, carrierArchived
 */
export async function nameOfCarrier(ctx: TxContext, carrierId: string | null, kept: string | null): Promise<string> {
  if (carrierId === null) return "";
  const { name, archivedAt } = await lockCarrier(ctx, carrierId, "share");
  if (archivedAt !== null && carrierId !== kept) throw carrierArchived({ name });
  return name;
}
