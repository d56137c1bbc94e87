import { asc, eq } from "drizzle-orm";
import { CreateProduct } from "@/modules/catalog/contract";
import { createProduct } from "@/modules/catalog/create-product";
import { receiveStock } from "@/modules/inventory/receive-stock";
import { lots } from "@/modules/inventory/schema";
import { placeOrder } from "@/modules/orders/place-order";
import { orderLines } from "@/modules/orders/schema";
import { shipOrder } from "@/modules/orders/ship-order";
import { authoriseReturn } from "@/modules/returns/authorise-return";
import { getReturn } from "@/modules/returns/queries";
import { receiveReturn } from "@/modules/returns/receive-return";
import { toUnitCost } from "@/shared/money";
import { toQuantity } from "@/shared/quantity";
import type { Chapter, SampleShop } from "./chapter";
import { scenes } from "./scenes";

const STATION = CreateProduct.parse({
  title: "Power Station Kraftwerk 500",
  description: "Half a kilowatt hour for van and hut. Each has a number on its base, and a guarantee of five years.",
  vendor: "Nachtfalter",
  variants: [{ sku: "POWER-500", price: 499_00, cost: 312_0000, hasSerials: true }],
});
const SERIALS = ["K5-2611-0417", "K5-2611-0418", "K5-2611-0419", "K5-2611-0420", "K5-2611-0421", "K5-2611-0422"];
const SOLD = 2;
const SCENES_MAX = 6;

/** An item of which each piece has a number: some are on hand, one is with its customer, and one came back faulty. */
export const whatIsFollowed: Chapter = {
  title: "what is followed by its number",
  async play(shop) {
    const [warehouse] = shop.plan.warehouses;
    const [customer] = shop.plan.customers;
    if (!warehouse || !customer) return;
    const { id: warehouseId, receivingId: locationId } = warehouse;
    const scene = scenes(SCENES_MAX);
    const { variantIds } = await shop.perform(scene("lead", "catalog.createProduct", warehouseId), (ctx) =>
      createProduct(ctx, STATION),
    );
    const [variantId = ""] = variantIds;
    const delivered = {
      variantId,
      locationId,
      quantity: toQuantity(SERIALS.length),
      unitCost: toUnitCost(312_0000),
      lot: null,
      serials: SERIALS,
    };
    await shop.perform(scene("floor", "inventory.receiveStock", warehouseId), (ctx) =>
      receiveStock(ctx, { note: "", reference: "PO-20422", lines: [delivered] }),
    );
    const { orderId } = await shop.perform(scene("sell", "orders.place", warehouseId), (ctx) =>
      placeOrder(ctx, {
        customerId: customer.id,
        warehouseId,
        lines: [{ variantId, quantity: SOLD }],
        confirm: true,
      }),
    );
    const { orderLineId, pieces } = await findPieces(shop, orderId, variantId);
    const leaving = pieces.slice(0, SOLD);
    await shop.perform(scene("floor", "orders.ship", warehouseId), (ctx) =>
      shipOrder(ctx, { orderId, lines: leaving.map((lotId) => ({ orderLineId, quantity: 1, locationId, lotId })) }),
    );
    const { returnId } = await shop.perform(scene("sell", "returns.authorise", warehouseId), (ctx) =>
      authoriseReturn(ctx, { orderId, lines: [{ orderLineId, quantity: 1, reason: "faulty" }] }),
    );
    const [lotId = null] = leaving;
    await shop.perform(scene("floor", "returns.receive", warehouseId), async (ctx) => {
      const { lines } = await getReturn(ctx, { returnId });
      const came = { quantity: 1, lotId, outcome: "refund", disposition: "quarantine" } as const;
      return receiveReturn(ctx, { returnId, lines: lines.map(({ id }) => ({ returnLineId: id, ...came })) });
    });
  },
};

/** The line of the order, and the pieces to take for it. */
async function findPieces({ db }: SampleShop, orderId: string, variantId: string) {
  const [line] = await db.select({ id: orderLines.id }).from(orderLines).where(eq(orderLines.orderId, orderId));
  const pieces = await db
    .select({ id: lots.id })
    .from(lots)
    .where(eq(lots.variantId, variantId))
    .orderBy(asc(lots.code));
  return { orderLineId: line?.id ?? "", pieces: pieces.map(({ id }) => id) };
}
