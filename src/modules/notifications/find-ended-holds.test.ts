import { expect, test } from "vitest";
import { cancelOrder } from "@/modules/orders/cancel-order";
import { endHolds } from "@/modules/orders/holds/end-holds";
import { placeOrder } from "@/modules/orders/place-order";
import { shopSettings } from "@/modules/shop/schema";
import { systemContext, testContext } from "@/testing/context";
import { testDatabase } from "@/testing/database";
import { tellAll } from "@/testing/notices";
import { aShop } from "@/testing/shop";
import { listNotices } from "./queries";

const world = testDatabase();

test("whoever placed a quote is told once that it holds no stock any more, while it is one", async () => {
  const admin = await testContext(world.db);
  const { customerId, warehouseId, variant } = await aShop(admin, { TEA: 5 });
  await admin.db.update(shopSettings).set({ quoteHoldHours: 1 });
  const [seller, clerk] = [
    await testContext(world.db, { role: "staff" }),
    await testContext(world.db, { role: "staff" }),
  ];
  const quote = () => placeOrder(seller, { customerId, warehouseId, lines: [{ variantId: variant.TEA, quantity: 1 }] });
  const [, gone] = [await quote(), await quote()];
  await world.owner`update stock_holds set held_until = now() - interval '1 ms'`;
  await endHolds(systemContext(world.db));
  await cancelOrder(seller, { orderId: gone.orderId });

  const told = async (ctx: typeof seller) => {
    await tellAll(world.db, new Date(Date.now() + 1_000));
    const { rows } = await listNotices(ctx, { unread: false, limit: 50 });
    return rows.flatMap(({ kind, title, detail }) => (kind === "hold-ended" ? [`${title}: ${detail}`] : []));
  };
  expect(await told(seller)).toEqual(["#1001 holds no stock any more: Ada Example"]);
  expect(await told(clerk)).toEqual([]);
});
