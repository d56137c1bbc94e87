import type { TxContext } from "@/platform/context";
import { readShopSettings } from "./queries";
import { shopSettings } from "./schema";

/** Locks the row of the shop's settings until the transaction ends. */
export async function lockSettings(ctx: TxContext) {
  await ctx.db.select({ version: shopSettings.version }).from(shopSettings).for("no key update");
  return readShopSettings(ctx);
}

/** The shop's currency, which nobody changes until the transaction ends. */
export async function holdCurrency(ctx: TxContext): Promise<string> {
  const [shop] = await ctx.db.select({ currency: shopSettings.currency }).from(shopSettings).for("share");
  if (!shop) throw new Error("The row of shop_settings is missing. The migrations put it in.");
  return shop.currency;
}
