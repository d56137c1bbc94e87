import { eq, sql } from "drizzle-orm";
import { products, variants } from "@/modules/catalog/schema";
import { taxOf } from "@/modules/catalog/taxes/tax-of";
import type { ListTaxes } from "@/modules/orders/order-terms";
import type { ReadContext } from "@/platform/context";
import { arrayOf } from "@/platform/database/rows";
import { toRate } from "@/shared/money";
import { type LineTax, lineTaxOf, type TaxBasis, taxBasisOf } from "./basis";
import { buyerOf, type Destination, factsOf, leavesFrom, placeOf, taxFacts } from "./tax-facts";

type Asked = { customerId: string | null; warehouseId: string | null; to: Destination; variantIds: readonly string[] };
/** `name` is that of the tax category of the goods. */
type FoundTax = LineTax & { name: string };

/** By what an order is taxed, and each of these products in it. Null where no such product is known. */
export async function findTaxes(
  ctx: Pick<ReadContext, "db" | "now">,
  { customerId, warehouseId, to, variantIds }: Asked,
): Promise<{ basis: TaxBasis; taxes: ReadonlyMap<string, FoundTax> } | null> {
  const buyer = buyerOf(ctx, customerId, to).as("buyer");
  const rows = await ctx.db
    .select({ variantId: variants.id, goods: taxOf(placeOf(buyer)), ...taxFacts(buyer, leavesFrom(warehouseId)) })
    .from(variants)
    .innerJoin(products, eq(products.id, variants.productId))
    .leftJoin(buyer, sql`true`)
    .where(sql`${variants.id} = any((select ${arrayOf(variantIds, "uuid")})::uuid[])`);
  const [first] = rows;
  if (!first) return null;
  const basis = taxBasisOf(factsOf(first));
  return {
    basis,
    taxes: new Map(
      rows.map(({ variantId, goods }) => [
        variantId,
        { ...lineTaxOf(basis, { ...goods, rate: toRate(goods.rate) }), name: goods.category },
      ]),
    ),
  };
}

/** The same for a form, which shows what each line will be taxed by and why. */
export async function listTaxes(
  ctx: ReadContext,
  { customerId, warehouseId, deliveryAddressId, to, variantIds }: ListTaxes,
) {
  const found = await findTaxes(ctx, {
    customerId,
    warehouseId: warehouseId ?? null,
    to: { addressId: deliveryAddressId, written: to ?? null },
    variantIds,
  });
  return {
    basis: found?.basis ?? null,
    lines: [...(found?.taxes ?? [])].map(([variantId, tax]) => ({ variantId, ...tax })),
  };
}
