import { sql } from "drizzle-orm";
import { variants } from "@/modules/catalog/schema";
import type { Context, TxContext } from "@/platform/context";
import { arrayOf, rowsOf } from "@/platform/database/rows";
import { inTransaction } from "@/platform/transaction";
import { newId } from "@/shared/id";
import type { LoadEntries } from "./contract";
import { lockUsable } from "./lock-price-list";
import { recordPriceList } from "./record-price-list";
import { entryTwice, skusUnknown } from "./refusals";
import { priceListEntries } from "./schema";

type Asked = LoadEntries["entries"];

/**
 * Writes many prices at once, or none: each takes the place of the one of its product, quantity and day.
 * @throws priceListNotFound, priceListArchived, skusUnknown that names each, entryTwice
 */
export async function loadEntries(ctx: Context, { priceListId, entries }: LoadEntries): Promise<{ loaded: number }> {
  return inTransaction(ctx, async (ctx) => {
    const list = await lockUsable(ctx, priceListId);
    const variantIds = await findVariants(ctx, entries);
    const rows = entries.map(({ sku, ...entry }) => ({
      ...entry,
      id: newId(),
      variantId: variantIds.get(sku.toLowerCase()) ?? null,
    }));
    assertOnce(entries);
    await ctx.db.execute(sql`
      insert into ${priceListEntries} (id, price_list_id, variant_id, quantity_from, valid_from, price)
      select id, ${priceListId}::uuid, "variantId", "quantityFrom", "validFrom"::date, price
        from ${rowsOf("entry", ENTRY_COLUMNS, rows)}
       order by "variantId", "quantityFrom", "validFrom"
      on conflict on constraint price_list_entries_one_begins_on_a_day do update
        set price = excluded.price, version = ${priceListEntries}.version + 1
        where ${priceListEntries}.price <> excluded.price`);
    recordPriceList(ctx, list, {}, { loaded: rows.length });
    return { loaded: rows.length };
  });
}

const ENTRY_COLUMNS = {
  id: "uuid",
  variantId: "uuid",
  quantityFrom: "bigint",
  validFrom: "text",
  price: "bigint",
} as const;

/** SKUs are compared as their index does, in whatever letters they are typed. */
async function findVariants(ctx: TxContext, entries: Asked): Promise<ReadonlyMap<string, string>> {
  const skus = [...new Set(entries.map(({ sku }) => sku.toLowerCase()))];
  const rows = await ctx.db
    .select({ asked: sql<string>`asked.sku`, id: variants.id })
    .from(variants)
    .innerJoin(sql`unnest(${arrayOf(skus, "text")}) as asked(sku)`, sql`lower(${variants.sku}) = lower(asked.sku)`);
  const known = new Map(rows.map(({ asked, id }) => [asked, id]));
  const unknown = entries.filter(({ sku }) => !known.has(sku.toLowerCase())).map(({ sku }) => sku);
  if (unknown.length > 0) throw skusUnknown({ skus: [...new Set(unknown)] });
  return known;
}

function assertOnce(entries: Asked): void {
  const seen = new Set<string>();
  for (const { sku, quantityFrom, validFrom } of entries) {
    const key = `${sku.toLowerCase()} ${quantityFrom} ${validFrom}`;
    if (seen.has(key)) throw entryTwice({ sku, quantityFrom });
    seen.add(key);
  }
}
