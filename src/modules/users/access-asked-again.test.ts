import { expect, test } from "vitest";
import { cancelOrder } from "@/modules/orders/cancel-order";
import { placeOrder } from "@/modules/orders/place-order";
import { getOrder } from "@/modules/orders/queries";
import type { Context } from "@/platform/context";
import { testContext } from "@/testing/context";
import { testDatabase } from "@/testing/database";
import { aShop } from "@/testing/shop";
import { untilSomeoneWaits } from "@/testing/waiting";
import { changeAccess } from "./change-access";
import { getUser } from "./queries";

const database = testDatabase();
const LOST = { code: "platform.access-changed", kind: "forbidden" };
const NONE: string[] = [];

const accessOf = (userId: string) => ({ userId, version: 1, disabled: false });

test("of two administrators who demote each other at once one does, however many others there are", async () => {
  await testContext(database.db, { name: "A third" });
  for (let round = 0; round < 5; round += 1) {
    const [ada, grace] = [await testContext(database.db), await testContext(database.db)];
    const demote = (ctx: Context, userId: string) =>
      changeAccess(ctx, { ...accessOf(userId), role: "staff", warehouses: "all" });
    const answers = await Promise.allSettled([demote(ada, grace.actor.userId), demote(grace, ada.actor.userId)]);
    expect(answers.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(answers.find(({ status }) => status === "rejected")).toMatchObject({ reason: LOST });
    const roles = [ada, grace].map(async (ctx) => (await getUser(ctx, ctx.actor.userId)).role);
    expect((await Promise.all(roles)).toSorted()).toEqual(["admin", "staff"]);
  }
});

test.each([
  ["demoted", { role: "staff", warehouses: "all", disabled: false }],
  ["kept out of the warehouse", { role: "manager", warehouses: NONE, disabled: false }],
  ["disabled", { role: "manager", warehouses: "all", disabled: true }],
] as const)("what waited for a lock is refused to a person who was %s meanwhile", async (_what, access) => {
  const admin = await testContext(database.db);
  const shop = await aShop(admin, { TEA: 5 });
  const { orderId } = await placeOrder(admin, {
    customerId: shop.customerId,
    warehouseId: shop.warehouseId,
    lines: [{ variantId: shop.variant.TEA, quantity: 1 }],
  });
  const manager = await testContext(database.db, { role: "manager" });

  const cancelling = await database.owner.begin(async (held) => {
    await held`select from orders where id = ${orderId} for update`;
    const answer = Promise.allSettled([cancelOrder(manager, { orderId })]);
    await untilSomeoneWaits(database);
    await changeAccess(admin, { userId: manager.actor.userId, version: 1, ...access });
    return { answer };
  });
  expect(await cancelling.answer).toMatchObject([{ status: "rejected", reason: LOST }]);
  expect(await getOrder(admin, { orderId })).toMatchObject({ status: "draft" });
});

test("who changes their own access is asked before it is changed", async () => {
  await testContext(database.db, { name: "Another" });
  const ada = await testContext(database.db);
  await changeAccess(ada, { ...accessOf(ada.actor.userId), role: "manager", warehouses: "all" });
  expect(await getUser(ada, ada.actor.userId)).toMatchObject({ role: "manager" });
  await expect(
    changeAccess(ada, { userId: ada.actor.userId, version: 2, role: "admin", warehouses: "all", disabled: false }),
  ).rejects.toMatchObject(LOST);
});
