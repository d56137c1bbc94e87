import { beforeEach, expect, test } from "vitest";
import { refuseApproval } from "@/modules/approvals/refuse-approval";
import { withdrawApproval } from "@/modules/approvals/withdraw-approval";
import { approveAdjustment } from "@/modules/inventory/adjustments/approve-adjustment";
import { askedAdjustment } from "@/testing/approvals";
import { testContext } from "@/testing/context";
import { testDatabase } from "@/testing/database";
import { tellAll } from "@/testing/notices";
import { aShop, type Shop } from "@/testing/shop";
import { listNotices } from "./queries";

const world = testDatabase();
type Asking = Awaited<ReturnType<typeof testContext>>;
let clerk: Asking;
let manager: Asking;
let shop: Shop<"TEA">;

beforeEach(async () => {
  shop = await aShop(await testContext(world.db), { TEA: 10 });
  const warehouses = [shop.warehouseId];
  clerk = await testContext(world.db, { role: "staff", name: "Cleo Clerk", warehouses });
  manager = await testContext(world.db, { role: "manager", name: "Mary Manager", warehouses });
});

async function inboxOf(ctx: Asking) {
  await tellAll(world.db, new Date(Date.now() + 1_000));
  const { rows } = await listNotices(ctx, { unread: false, limit: 50 });
  return rows.map(({ title, detail }) => `${title}: ${detail}`);
}

test("those who may decide hear what was asked, and the one who asked how it was decided", async () => {
  const stranger = await testContext(world.db, { role: "manager", warehouses: [] });
  const first = await askedAdjustment({ ctx: clerk, ...shop });
  const asked = "Product TEA in RECEIVING needs approval: 2 fewer: Damaged. Cleo Clerk: A shelf came down";
  expect([await inboxOf(manager), await inboxOf(clerk), await inboxOf(stranger)]).toEqual([[asked], [], []]);

  await approveAdjustment(manager, { ...first, note: "Saw it" });
  const second = await askedAdjustment({ ctx: clerk, ...shop });
  await refuseApproval(manager, { ...second, note: "Count again" });
  expect((await inboxOf(clerk)).toSorted()).toEqual([
    "Product TEA in RECEIVING was approved: By Mary Manager: Saw it",
    "Product TEA in RECEIVING was refused: By Mary Manager: Count again",
  ]);
  // What was decided before anybody was told of it needs nobody.
  expect(await inboxOf(manager)).toEqual([asked]);
});

test("nobody is told of what was taken back", async () => {
  await withdrawApproval(clerk, await askedAdjustment({ ctx: clerk, ...shop }));
  expect([await inboxOf(manager), await inboxOf(clerk)]).toEqual([[], []]);
});
