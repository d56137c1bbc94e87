import { taxRatesChanged } from "@/modules/catalog/contract";
import { shopSettings } from "@/modules/shop/schema";
import { SHOP_ID } from "@/modules/shop/shop";
import { recordChange } from "@/platform/audit/record-change";
import type { TxContext } from "@/platform/context";
import { emit } from "@/platform/outbox/emit";

type Values = Record<string, unknown>;

/** Says what became of the taxes: to the history of the shop's settings, and to every screen that shows a tax. */
export async function recordTax(ctx: TxContext, before: Values, after: Values): Promise<void> {
  const [shop] = await ctx.db.select({ companyName: shopSettings.companyName }).from(shopSettings);
  recordChange(ctx, { entity: "shop", entityId: SHOP_ID, label: shop?.companyName ?? "", before, after });
  emit(ctx, taxRatesChanged, {});
}
