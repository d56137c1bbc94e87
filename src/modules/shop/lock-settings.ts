import type { TxContext } from "@/platform/context";
import { readShopSettings } from "./queries";
import { shopSettings } from "./schema";

/** Locks the row of the shop's settings until the transaction ends. */
export async function lockSettings(ctx: TxContext) {
  await ctx.db.select({ version: shopSettings.version }).from(shopSettings).for("no key update");
  return readShopSettings(ctx);
}
