import { recordChange } from "@/platform/audit/record-change";
import type { TxContext } from "@/platform/context";
import { emit } from "@/platform/outbox/emit";
import { priceListChanged } from "./contract";

type Values = Record<string, unknown> | null;
type List = { id: string; name: string };

/** Records a change of a list, or of what is in it, and tells everyone whom prices concern. */
export function recordPriceList(ctx: TxContext, { id, name }: List, before: Values, after: Values): void {
  recordChange(ctx, { entity: "price-list", entityId: id, label: name, before, after });
  emit(ctx, priceListChanged, { priceListId: id });
}

type Fields = { name: string; validFrom: string | null; validUntil: string | null; discountRate: number };
export const imageOf = ({ name, validFrom, validUntil, discountRate }: Fields) => ({
  name,
  validFrom,
  validUntil,
  discountRate,
});

type Entry = { sku: string; quantityFrom: number; validFrom: string; price: number };
export const entryImage = ({ sku, quantityFrom, validFrom, price }: Entry) => ({
  entry: { sku, quantityFrom, validFrom, price },
});
