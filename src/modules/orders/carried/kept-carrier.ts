import { and, eq, isNull } from "drizzle-orm";
import { carriers } from "@/modules/shop/carriers/schema";
import type { TxContext } from "@/platform/context";

export type Carrier = { carrierId: string | null; carrierService: string };

export const NOBODY: Carrier = { carrierId: null, carrierService: "" };

/** With whom a new order goes that is to go as something did before; nobody where the carrier is in use no more. */
export async function keptCarrier(ctx: TxContext, { carrierId, carrierService }: Carrier): Promise<Carrier> {
  if (carrierId === null) return NOBODY;
  const [used] = await ctx.db
    .select({ id: carriers.id })
    .from(carriers)
    .where(and(eq(carriers.id, carrierId), isNull(carriers.archivedAt)))
    .for("share");
  return used ? { carrierId, carrierService } : NOBODY;
}
