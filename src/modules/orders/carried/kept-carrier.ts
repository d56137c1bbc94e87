import { and, eq, isNull } from "drizzle-orm";
import { carriers } from "@/modules/shop/carriers/schema";
import type { TxContext } from "@/platform/context";

type Carried = { carrierId: string | null; carrierService: string };

const NOBODY: Carried = { carrierId: null, carrierService: "" };

/** With whom a draft goes that is written after another order; nobody where the carrier is in use no more. */
export async function keptCarrier(ctx: TxContext, { carrierId, carrierService }: Carried): Promise<Carried> {
  if (carrierId === null) return NOBODY;
  const [used] = await ctx.db
    .select({ id: carriers.id })
    .from(carriers)
    .where(and(eq(carriers.id, carrierId), isNull(carriers.archivedAt)))
    .for("share");
  return used ? { carrierId, carrierService } : NOBODY;
}
