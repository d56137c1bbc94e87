import { eq } from "drizzle-orm";
import type { Context } from "@/platform/context";
import { insertRows } from "@/platform/database/rows";
import { inTransaction } from "@/platform/transaction";
import { newId } from "@/shared/id";
import type { SetAddresses } from "./contract";
import { addressEntry } from "./customer";
import { lockVersion } from "./lock-customer";
import { listAddresses } from "./queries";
import { recordCustomer } from "./record-customer";
import { customerAddresses } from "./schema";
import { writeFoundBy } from "./write-found-by";

/**
 * Replaces the addresses of a customer beside the main one. One that was there keeps its id, so that an order that is
 * being written still names it. @throws customerNotFound, customerErased, customerSavedMeanwhile
 */
export async function setAddresses(ctx: Context, { customerId, version, addresses }: SetAddresses) {
  return inTransaction(ctx, async (ctx) => {
    const customer = await lockVersion(ctx, { customerId, version });
    const before = await listAddresses(ctx, customerId);
    const own = new Set(before.map(({ id }) => id));
    await ctx.db.delete(customerAddresses).where(eq(customerAddresses.customerId, customerId));
    const rows = addresses.map(({ id, ...address }, index) => ({
      ...address,
      id: takeId(own, id),
      customerId,
      position: index + 1,
    }));
    await insertRows(ctx, customerAddresses, rows);
    await writeFoundBy(ctx, customerId);
    recordCustomer(
      ctx,
      customer,
      { addresses: before.map(addressEntry).join("\n") },
      { addresses: addresses.map(addressEntry).join("\n") },
    );
    return { customerId, version: version + 1 };
  });
}

/** An id of this customer's own, once; a new one for whatever else was named. */
const takeId = (own: Set<string>, id: string | undefined): string =>
  id !== undefined && own.delete(id) ? id : newId();
