import { eq } from "drizzle-orm";
import { products, variants } from "@/modules/catalog/schema";
import { createCustomer } from "@/modules/customers/create-customer";
import { createWarehouse } from "@/modules/inventory/locations/create-warehouse";
import type { Context } from "@/platform/context";
import { newId } from "@/shared/id";
import { toMoney } from "@/shared/money";
import { DEFAULT_REGION } from "@/shared/region";
import { receiveStock } from "./stock";

const PRICE = toMoney(1_000);

/** One product with one variant, priced 10.00 by default. */
export async function aVariant(ctx: Context, { sku, price = PRICE }: { sku: string; price?: number }): Promise<string> {
  const productId = newId();
  const variantId = newId();
  const made = { createdAt: ctx.now, updatedAt: ctx.now };
  await ctx.db.insert(products).values({
    id: productId,
    handle: sku.toLowerCase(),
    title: `Product ${sku}`,
    searchText: sku.toLowerCase(),
    ...made,
  });
  await ctx.db.insert(variants).values({
    id: variantId,
    productId,
    sku,
    position: 1,
    price: toMoney(price),
    currency: DEFAULT_REGION.currency,
    ...made,
  });
  return variantId;
}

export type Shop<Sku extends string> = {
  warehouseId: string;
  binId: string;
  customerId: string;
  /** The variant of each SKU. */
  variant: Readonly<Record<Sku, string>>;
};

/** A warehouse whose one bin holds so many of each SKU, and a customer who may order them. */
export async function aShop<Sku extends string>(
  ctx: Context,
  onHand: Readonly<Record<Sku, number>>,
  code = "MAIN",
): Promise<Shop<Sku>> {
  const { warehouseId, binId } = await createWarehouse(ctx, { code, name: `Warehouse ${code}` });
  const { customerId } = await createCustomer(ctx, { name: "Ada Example" });
  const stocked = await Promise.all(
    Object.entries<number>(onHand).map(async ([sku, quantity]) => ({
      sku,
      quantity,
      variantId: await aVariant(ctx, { sku }),
    })),
  );
  const lines = stocked
    .filter(({ quantity }) => quantity > 0)
    .map(({ variantId, quantity }) => ({ variantId, locationId: binId, quantity }));
  if (lines.length > 0) await receiveStock(ctx, { lines });
  const ids = new Map(stocked.map(({ sku, variantId }) => [sku, variantId]));
  return { warehouseId, binId, customerId, variant: pick(ids, onHand) };
}

function pick<Sku extends string>(
  ids: ReadonlyMap<string, string>,
  skus: Readonly<Record<Sku, number>>,
): Record<Sku, string> {
  const known: Record<string, string> = Object.fromEntries(ids);
  const hasAll = (record: Record<string, string>): record is Record<Sku, string> =>
    Object.keys(skus).every((sku) => sku in record);
  if (!hasAll(known)) throw new Error("A SKU of the test shop has no variant.");
  return known;
}

/** From now on each piece of it has a serial number. */
export async function turnSerials(ctx: Context, variantId: string, isOn = true): Promise<void> {
  await ctx.db.update(variants).set({ hasSerials: isOn }).where(eq(variants.id, variantId));
}
