import type { TxContext } from "@/platform/context";
import { forgetShopSettings } from "./queries";
import { shopSettings } from "./schema";

/** Writes settings that were made elsewhere into the row of the shop: an operator's bulk restore. */
export async function loadSettings(ctx: TxContext, settings: Partial<typeof shopSettings.$inferInsert>): Promise<void> {
  await ctx.db.update(shopSettings).set(settings);
  forgetShopSettings();
}
