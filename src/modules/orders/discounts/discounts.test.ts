import { beforeEach, describe, expect, test } from "vitest";
import { ListApprovals } from "@/modules/approvals/contract";
import { listApprovals } from "@/modules/approvals/queries";
import { refuseApproval } from "@/modules/approvals/refuse-approval";
import { withdrawApproval } from "@/modules/approvals/withdraw-approval";
import { variants } from "@/modules/catalog/schema";
import { createCustomer } from "@/modules/customers/create-customer";
import { createWarehouse } from "@/modules/inventory/locations/create-warehouse";
import { cancelOrder } from "@/modules/orders/cancel-order";
import { confirmOrder } from "@/modules/orders/confirm-order";
import { EditOrder, PlaceOrder, RequestDiscount, SetDiscountLimit } from "@/modules/orders/contract";
import { editOrder } from "@/modules/orders/edit-order";
import { placeOrder } from "@/modules/orders/place-order";
import { getOrder } from "@/modules/orders/queries";
import { changeAccess } from "@/modules/users/change-access";
import { countStatements } from "@/platform/database/db";
import { newId } from "@/shared/id";
import { toMoney } from "@/shared/money";
import { testContext } from "@/testing/context";
import { testDatabase } from "@/testing/database";
import { aShop, type Shop } from "@/testing/shop";
import { receiveStock } from "@/testing/stock";
import { approveDiscount } from "./approve-discount";
import { getDiscount, listDiscountLimits } from "./queries";
import { requestDiscount } from "./request-discount";
import { setDiscountLimit } from "./set-discount-limit";

const database = testDatabase();
type Asking = Awaited<ReturnType<typeof testContext>>;
let clerk: Asking;
let manager: Asking;
let admin: Asking;
let shop: Shop<"TEA" | "MUG">;

beforeEach(async () => {
  admin = await testContext(database.db);
  clerk = await testContext(database.db, { role: "staff", name: "Cleo Clerk" });
  manager = await testContext(database.db, { role: "manager", name: "Mary Manager" });
  shop = await aShop(admin, { TEA: 100, MUG: 100 });
  await limit("staff", 100_000);
});

const limit = (role: "staff" | "manager", rateMax: number | null, seen: number | null = null) =>
  setDiscountLimit(admin, SetDiscountLimit.parse({ role, rateMax, seen }));
type Line = { sku?: "TEA" | "MUG"; quantity?: number; discountRate?: number; unitPrice?: number };
const linesOf = (lines: readonly Line[]) =>
  lines.map(({ sku = "TEA", quantity = 3, ...line }) => ({ variantId: shop.variant[sku], quantity, ...line }));
const place = (lines: readonly Line[], { confirm = false, ctx = clerk } = {}) =>
  placeOrder(ctx, PlaceOrder.parse({ ...headOf(), lines: linesOf(lines), confirm }));
const headOf = () => ({ customerId: shop.customerId, warehouseId: shop.warehouseId });
const edit = (orderId: string, version: number, lines: readonly Line[], head: object = {}, ctx = clerk) =>
  editOrder(ctx, EditOrder.parse({ orderId, version, ...headOf(), ...head, lines: linesOf(lines) }));
const ask = (orderId: string, version = 1, ctx = clerk) =>
  requestDiscount(ctx, RequestDiscount.parse({ orderId, version, reason: "A loyal customer" }));
const approve = (approvalId: string, ctx = manager) => approveDiscount(ctx, { approvalId, note: "Once" });
const confirm = (orderId: string, ctx = clerk) => confirmOrder(ctx, { orderId });
const ABOVE = { code: "orders.discount-above-limit" };
const HALF = [{ discountRate: 500_000 }];

describe("a discount above the limit of a role", () => {
  test("may be saved, and is confirmed once a second person has approved it", async () => {
    const { orderId } = await place(HALF);
    await expect(confirm(orderId)).rejects.toThrow(
      /^Order #\d+ gives a discount of 50%, and your limit is 10%. Ask a second person for approval/,
    );
    const { approvalId } = await ask(orderId);
    await expect(confirm(orderId)).rejects.toMatchObject(ABOVE);

    await approve(approvalId);

    expect((await getOrder(admin, { orderId })).status).toBe("draft");
    await confirm(orderId);
    expect((await getOrder(admin, { orderId })).status).toBe("confirmed");
  });

  test("is none until an administrator sets one, and up to it nobody is asked", async () => {
    expect(await listDiscountLimits(clerk)).toEqual([
      { role: "admin", rateMax: null },
      { role: "manager", rateMax: null },
      { role: "staff", rateMax: 100_000 },
    ]);
    await place(HALF, { confirm: true, ctx: manager });
    await place([{ discountRate: 100_000 }], { confirm: true });
  });

  test("is not overwritten by somebody who has not seen it", async () => {
    await expect(limit("staff", 200_000)).rejects.toMatchObject({ code: "orders.discount-limit-changed-meanwhile" });
  });

  test("may be confirmed by somebody whose limit it is within, and what was asked is taken back", async () => {
    const { orderId } = await place(HALF);
    await ask(orderId);
    await confirm(orderId, manager);
    const { rows } = await listApprovals(admin, ListApprovals.parse({}));
    expect(rows).toMatchObject([{ state: "withdrawn", note: "The order was confirmed." }]);
  });

  test("may be asked for and then given up: confirming the smaller one takes back what was asked", async () => {
    const { orderId } = await place(HALF);
    await ask(orderId);
    await edit(orderId, 1, [{ discountRate: 50_000 }]);
    await confirm(orderId);
    const { rows } = await listApprovals(admin, ListApprovals.parse({}));
    expect(rows).toMatchObject([{ state: "withdrawn", note: "The order was confirmed." }]);
  });

  test("is told on the page of the order, with what was asked last", async () => {
    const { orderId } = await place(HALF);
    expect(await getDiscount(clerk, { orderId })).toMatchObject({ rateMax: 500_000, givenAway: 1_500, isOver: true });
    expect(await getDiscount(manager, { orderId })).toMatchObject({ isOver: false, request: null });
    const { approvalId } = await ask(orderId);
    await approve(approvalId);
    const request = { state: "approved", decidedByName: "Mary Manager", note: "Once" };
    expect(await getDiscount(clerk, { orderId })).toMatchObject({ isApproved: true, request });
  });
});

describe("no way to confirmed leads around it", () => {
  test("by a new order that is confirmed at once", async () => {
    await expect(place(HALF, { confirm: true })).rejects.toMatchObject(ABOVE);
    await expect(place(HALF, { confirm: true })).rejects.toThrow("Nothing was saved.");
  });

  test("by a price in place of a discount", async () => {
    await expect(place([{ unitPrice: 500 }], { confirm: true })).rejects.toMatchObject(ABOVE);
    await expect(place([{ unitPrice: 950, discountRate: 100_000 }], { confirm: true })).rejects.toMatchObject(ABOVE);
  });

  test("by a program, which has the limit of its owner", async () => {
    const key = { keyId: newId(), name: "Web shop", scopes: ["orders.place" as const, "orders.confirm" as const] };
    const ctx = { ...clerk, actor: { ...clerk.actor, key } };
    await expect(place(HALF, { confirm: true, ctx })).rejects.toMatchObject(ABOVE);
    await expect(confirm((await place(HALF)).orderId, ctx)).rejects.toMatchObject(ABOVE);
  });

  test("by one line among many", async () => {
    const many = [{}, {}, { sku: "MUG" as const, quantity: 1, discountRate: 110_000 }];
    await expect(place(many, { confirm: true })).rejects.toMatchObject(ABOVE);
  });

  const EDITS: Record<string, readonly Line[]> = {
    "a greater discount": [{ discountRate: 510_000 }],
    "more items": [{ quantity: 4, discountRate: 500_000 }],
    "another line": [...HALF, { sku: "MUG", discountRate: 500_000 }],
    "a lower price": [{ unitPrice: 900, discountRate: 500_000 }],
  };
  test.each(Object.entries(EDITS))("by an edit after it was approved: %s", async (_name, lines) => {
    const { orderId } = await place(HALF);
    await approve((await ask(orderId)).approvalId);
    await edit(orderId, 1, lines);
    await expect(confirm(orderId)).rejects.toMatchObject(ABOVE);
    await approve((await ask(orderId, 2)).approvalId);
    await confirm(orderId);
  });

  test("by another customer for whom nobody approved it", async () => {
    const { orderId } = await place(HALF);
    await approve((await ask(orderId)).approvalId);
    const { customerId } = await createCustomer(clerk, { name: "Grace Hopper" });
    await edit(orderId, 1, HALF, { customerId });
    await expect(confirm(orderId)).rejects.toMatchObject(ABOVE);
  });

  test("by another warehouse, for which nobody approved it", async () => {
    const { warehouseId, binId } = await createWarehouse(admin, { code: "EAST", name: "East" });
    await receiveStock(admin, { lines: [{ variantId: shop.variant.TEA, locationId: binId, quantity: 10 }] });
    const { orderId } = await place(HALF);
    await approve((await ask(orderId)).approvalId);
    await edit(orderId, 1, HALF, { warehouseId });
    expect(await getDiscount(clerk, { orderId })).toMatchObject({ isApproved: false });
    await expect(confirm(orderId)).rejects.toMatchObject(ABOVE);
    const { approvalId } = await ask(orderId, 2);
    await edit(orderId, 2, HALF);
    await expect(approve(approvalId)).rejects.toMatchObject({ code: "orders.discount-changed" });
  });

  test("by an approval of another order", async () => {
    const [first, second] = [await place(HALF), await place(HALF)];
    await approve((await ask(first.orderId)).approvalId);
    await expect(confirm(second.orderId)).rejects.toMatchObject(ABOVE);
  });

  test("by a request that was refused, taken back, or not decided", async () => {
    const { orderId } = await place(HALF);
    await refuseApproval(manager, { ...(await ask(orderId)), note: "Too much" });
    await expect(confirm(orderId)).rejects.toMatchObject(ABOVE);
    await withdrawApproval(clerk, await ask(orderId));
    await expect(confirm(orderId)).rejects.toMatchObject(ABOVE);
    await ask(orderId);
    await expect(confirm(orderId)).rejects.toMatchObject(ABOVE);
  });

  test("and an edit that gives away less needs nobody again", async () => {
    const { orderId } = await place(HALF);
    await approve((await ask(orderId)).approvalId);
    await edit(orderId, 1, [{ quantity: 2, discountRate: 400_000 }]);
    await confirm(orderId);
  });

  test("and dearer items in the catalog take no approval away", async () => {
    const { orderId } = await place(HALF);
    await approve((await ask(orderId)).approvalId);
    await database.db.update(variants).set({ price: toMoney(5_000) });
    await confirm(orderId);
  });
});

describe("who approves", () => {
  test("is a manager, somebody else, and within their own limit", async () => {
    const { orderId } = await place(HALF);
    const { approvalId } = await ask(orderId);
    await expect(approve(approvalId, clerk)).rejects.toMatchObject({ code: "approvals.may-not-decide" });
    await limit("manager", 300_000);
    await expect(approve(approvalId)).rejects.toMatchObject({ code: "orders.discount-above-own-limit" });
    await approve(approvalId, admin);
    const own = await place(HALF, { ctx: manager });
    await expect(approve((await ask(own.orderId, 1, manager)).approvalId)).rejects.toMatchObject({
      code: "approvals.own",
    });
  });

  test("approves what was asked, and not what somebody has made of it since", async () => {
    const { orderId } = await place(HALF);
    const { approvalId } = await ask(orderId);
    await edit(orderId, 1, [{ discountRate: 600_000 }]);
    await expect(approve(approvalId)).rejects.toMatchObject({ code: "orders.discount-changed" });
    await expect(ask(orderId, 1)).rejects.toMatchObject({ code: "orders.draft-changed-meanwhile" });
    const again = await ask(orderId, 2);
    await expect(approve(approvalId)).rejects.toMatchObject({ details: { state: "withdrawn" } });
    await approve(again.approvalId);
  });

  test("finds no request of an order that was cancelled", async () => {
    const { orderId } = await place(HALF);
    const { approvalId } = await ask(orderId);
    await cancelOrder(clerk, { orderId });
    await expect(approve(approvalId)).rejects.toMatchObject({ details: { state: "withdrawn" } });
    await expect(ask(orderId, 2)).rejects.toMatchObject({ code: "orders.wrong-status" });
  });

  test("is asked for nothing where nothing is given", async () => {
    await expect(ask((await place([{}])).orderId)).rejects.toMatchObject({ code: "orders.no-discount-to-approve" });
  });
});

describe("at once", () => {
  const settled = async (...works: Promise<unknown>[]) =>
    (await Promise.allSettled(works)).map(({ status }) => status === "fulfilled");

  test("two approve, and one of them has", async () => {
    const { orderId } = await place(HALF);
    const { approvalId } = await ask(orderId);
    expect((await settled(approve(approvalId), approve(approvalId, admin))).filter(Boolean)).toHaveLength(1);
  });

  test("one approves while the draft is made dearer: never is more confirmed than was looked at", async () => {
    for (let round = 0; round < 5; round += 1) {
      const { orderId } = await place(HALF);
      const { approvalId } = await ask(orderId);
      await settled(approve(approvalId), edit(orderId, 1, [{ discountRate: 900_000 }]), confirm(orderId));
      const { status, lines } = await getOrder(admin, { orderId });
      if (status === "confirmed") expect(lines[0]?.discountRate).toBe(500_000);
      else await expect(confirm(orderId)).rejects.toMatchObject(ABOVE);
    }
  });

  test("one approves while they become a clerk, and never as a clerk", async () => {
    const { orderId } = await place(HALF);
    const { approvalId } = await ask(orderId);
    const change = {
      userId: manager.actor.userId,
      version: 1,
      role: "staff",
      warehouses: "all",
      disabled: false,
    } as const;
    const [isApproved] = await settled(approve(approvalId), changeAccess(admin, change));
    expect((await getDiscount(clerk, { orderId })).isApproved).toBe(isApproved);
  });
});

test("up to every limit, placing and confirming send the statements that they sent before", async () => {
  const lines = [{}, { sku: "MUG" as const, discountRate: 100_000 }];
  const placed = await countStatements(() => place(lines, { confirm: true }));
  expect(placed).toMatchObject({ statements: 3, transactions: 1 });
  const { orderId } = await place(lines);
  expect(await countStatements(() => confirm(orderId))).toMatchObject({ statements: 5, transactions: 1 });
});
