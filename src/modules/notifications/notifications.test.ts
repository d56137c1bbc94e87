import { sql } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { SetReorderPoint } from "@/modules/inventory/contract";
import { keepProof } from "@/modules/inventory/proofs/keep-proof";
import { setReorderPoint } from "@/modules/inventory/set-reorder-point";
import { placeOrder } from "@/modules/orders/place-order";
import { keepTrailProof } from "@/platform/audit/chain/keep-proof";
import type { ReplicaState } from "@/platform/database/replica";
import { testContext } from "@/testing/context";
import { testDatabase } from "@/testing/database";
import { tellAll } from "@/testing/notices";
import { aShop, type Shop } from "@/testing/shop";
import { adjustStock, receiveStock } from "@/testing/stock";
import { acknowledgeAlert } from "./acknowledge-alert";
import { deadJobs } from "./causes/dead-jobs";
import { idleReplicas } from "./causes/idle-replicas";
import { alteredTrail, unsoundBooks } from "./causes/unsound-proofs";
import { markAllRead } from "./mark-all-read";
import { markRead } from "./mark-read";
import { countUnread, listAlerts, listNotices } from "./queries";
import { CAUSES, lookAround } from "./take-notice";

const DAY_MS = 24 * 3_600_000;

const world = testDatabase();
let boss: Awaited<ReturnType<typeof testContext>>;
let clerk: typeof boss;
let shop: Shop<"TEA">;

beforeEach(async () => {
  boss = await testContext(world.db);
  shop = await aShop(boss, { TEA: 100 });
  clerk = await testContext(world.db, { role: "staff", warehouses: [shop.warehouseId], now: boss.now });
});

const inboxOf = async (ctx: typeof boss) => (await listNotices(ctx, { unread: false, limit: 200 })).rows;
const titlesOf = async (ctx: typeof boss) => (await inboxOf(ctx)).map(({ title }) => title);
const alertsOf = async (ctx: typeof boss) => (await listAlerts(ctx, { limit: 200 })).rows;
const tell = (after = 0) => tellAll(world.db, new Date(boss.now.getTime() + after));
const order = (ctx: typeof boss = boss) =>
  placeOrder(ctx, {
    customerId: shop.customerId,
    warehouseId: shop.warehouseId,
    lines: [{ variantId: shop.variant.TEA, quantity: 1 }],
    confirm: true,
  });
const change = (by: number) =>
  adjustStock(boss, {
    variantId: shop.variant.TEA,
    locationId: shop.binId,
    change: by,
    reason: by > 0 ? "found" : "lost",
  });
const reorderAt = (quantity: number | null, seen: number | null = null) =>
  setReorderPoint(
    boss,
    SetReorderPoint.parse({ warehouseId: shop.warehouseId, variantId: shop.variant.TEA, quantity, seen }),
  );

describe("an inbox", () => {
  test("tells others of a confirmed order, and not the person who confirmed it", async () => {
    const { orderId, number } = await order();
    await tell();
    expect(await inboxOf(clerk)).toMatchObject([
      { title: `#${number.value} was confirmed`, href: `/orders/${orderId}`, detail: "Ada Example", isUnread: true },
    ]);
    expect(await countUnread(clerk)).toEqual({ unread: 1 });
    expect(await titlesOf(boss)).toEqual([]);
  });

  test("holds nothing that is older than the person's account", async () => {
    await order();
    await tell();
    const newcomer = await testContext(world.db, { role: "staff", now: new Date(boss.now.getTime() + 60_000) });
    expect(await titlesOf(newcomer)).toEqual([]);
  });

  test("tells each fact once, however many look at it at the same time", async () => {
    await order();
    await Promise.all([tell(), tell(), tell()]);
    await tell();
    expect(await titlesOf(clerk)).toHaveLength(1);
  });

  test("is read one by one, or up to what was seen", async () => {
    for (let turn = 0; turn < 3; turn += 1) await order();
    await tell();
    const [newest, middle] = await inboxOf(clerk);
    await markRead(clerk, { noticeId: newest?.id ?? "" });
    expect((await inboxOf(clerk)).map(({ isUnread }) => isUnread)).toEqual([false, true, true]);
    await markAllRead(clerk, { upTo: middle?.ordinal ?? 0 });
    expect(await countUnread(clerk)).toEqual({ unread: 0 });
    const colleague = await testContext(world.db, { role: "staff", now: boss.now });
    expect(await countUnread(colleague)).toEqual({ unread: 3 });
  });

  test("what came after one looked stays unread", async () => {
    await order();
    await tell();
    const [seen] = await inboxOf(clerk);
    await order();
    await tell();
    await markAllRead(clerk, { upTo: seen?.ordinal ?? 0 });
    expect(await countUnread(clerk)).toEqual({ unread: 1 });
  });

  test("is read no further than it reaches, whatever is asked", async () => {
    await markAllRead(clerk, { upTo: Number.MAX_SAFE_INTEGER });
    await order();
    await tell();
    expect(await countUnread(clerk)).toEqual({ unread: 1 });
  });

  test("is paged without a gap or a repeat", async () => {
    for (let turn = 0; turn < 5; turn += 1) await order();
    await tell();
    const first = await listNotices(clerk, { unread: false, limit: 3 });
    const second = await listNotices(clerk, { unread: false, limit: 3, cursor: first.nextCursor });
    expect([...first.rows, ...second.rows].map(({ id }) => id)).toEqual((await inboxOf(clerk)).map(({ id }) => id));
    expect(second.nextCursor).toBeNull();
  });

  test("another's notice cannot be marked as read", async () => {
    await order();
    await tell();
    const [own] = await inboxOf(clerk);
    const elsewhere = await testContext(world.db, { role: "staff", warehouses: [] });
    await expect(markRead(elsewhere, { noticeId: own?.id ?? "" })).rejects.toMatchObject({
      code: "notifications.notice-not-found",
    });
  });
});

describe("much at once", () => {
  test("is told as one, which grows and is unread again", async () => {
    for (let turn = 0; turn < 8; turn += 1) await order();
    await tell();
    expect(await titlesOf(clerk)).toEqual(["8 orders were confirmed"]);
    const [together] = await inboxOf(clerk);
    expect(together?.detail).toBe("");
    await markRead(clerk, { noticeId: together?.id ?? "" });
    expect(await countUnread(clerk)).toEqual({ unread: 0 });

    await order(await testContext(world.db));
    await tell(60_000);
    expect(await titlesOf(clerk)).toEqual(["9 orders were confirmed"]);
    expect(await countUnread(clerk)).toEqual({ unread: 1 });
  });

  test("begins anew after a while", async () => {
    for (let turn = 0; turn < 8; turn += 1) await order();
    await tell();
    await order();
    await tell(15 * 60_000);
    expect(await titlesOf(clerk)).toHaveLength(2);
  });

  test("of one kind leaves room for another", async () => {
    for (let turn = 0; turn < 8; turn += 1) await order();
    await reorderAt(100);
    await tell();
    expect((await titlesOf(clerk)).toSorted()).toEqual(["8 orders were confirmed", "Product TEA is low"]);
  });

  test("two thousand items that run low are one line in the inbox, and an alert each", async () => {
    const { binId, warehouseId } = shop;
    const made = await world.owner<{ id: string }[]>`
      insert into variants (id, product_id, sku, position, option_values, price, currency, created_at, updated_at)
      select uuidv7(), product_id, 'N-' || number, number + 1, array[number::text], price, currency, now(), now()
      from variants, generate_series(1, 2000) as number returning id`;
    const variantIds = made.map(({ id }) => id);
    await world.owner`
      insert into reorder_points (warehouse_id, variant_id, quantity)
      select ${warehouseId}, id, 5 from variants where id = any(${variantIds})`;
    for (let from = 0; from < variantIds.length; from += 500) {
      const lines = variantIds
        .slice(from, from + 500)
        .map((variantId) => ({ variantId, locationId: binId, quantity: 1 }));
      await receiveStock(boss, { lines });
    }
    const began = performance.now();
    await tell();
    expect(await titlesOf(clerk)).toEqual(["2,000 items are low"]);
    expect(performance.now() - began).toBeLessThan(10_000);
    const [{ open } = { open: 0 }] = await world.db.execute<{ open: number }>(
      sql`select count(*)::int as open from alerts where resolved_at is null`,
    );
    expect(open).toBe(2_000);
  });
});

describe("an alert", () => {
  test("of low stock opens once, says how it is now, and ends by itself", async () => {
    await reorderAt(90);
    await change(-20);
    await tell();
    await change(-1);
    await tell(60_000);
    expect(await alertsOf(clerk)).toMatchObject([
      { title: "Product TEA is low", detail: "79 available, reorder point 90", acknowledgedAt: null },
    ]);
    expect(await titlesOf(clerk)).toEqual(["Product TEA is low"]);

    await change(50);
    await tell(120_000);
    expect(await alertsOf(clerk)).toEqual([]);
  });

  test("that comes back within a day opens again and is not told again; a day later it is", async () => {
    await reorderAt(90);
    await change(-20);
    await tell();
    await change(50);
    await tell(3_600_000);
    await change(-50);
    await tell(2 * 3_600_000);
    expect(await alertsOf(clerk)).toHaveLength(1);
    expect(await titlesOf(clerk)).toHaveLength(1);

    await change(50);
    await tell(DAY_MS);
    await change(-50);
    await tell(DAY_MS + 3_600_000);
    expect(await titlesOf(clerk)).toHaveLength(2);
  });

  test("of low stock gives way to one of no stock", async () => {
    await reorderAt(90);
    await change(-20);
    await tell();
    await change(-80);
    await tell(1_000);
    expect((await alertsOf(clerk)).map(({ title }) => title)).toEqual(["Product TEA is out of stock"]);
  });

  test("ends with its reorder point", async () => {
    await reorderAt(200);
    await tell();
    await reorderAt(null, 200);
    await tell();
    expect(await alertsOf(clerk)).toEqual([]);
  });

  test("says who sees to it, to all, and the first one stands", async () => {
    await reorderAt(200);
    await tell();
    const [alert] = await alertsOf(clerk);
    await acknowledgeAlert(clerk, { alertId: alert?.id ?? "" });
    await acknowledgeAlert(boss, { alertId: alert?.id ?? "" });
    expect(await alertsOf(boss)).toMatchObject([{ acknowledgedBy: "A staff" }]);
  });

  test("of an order that waits too long comes by time alone, and ends when the order goes on", async () => {
    const { orderId } = await order();
    await lookAround(boss, CAUSES);
    expect(await alertsOf(clerk)).toEqual([]);
    await world.owner`update orders set confirmed_at = now() - interval '4 days' where id = ${orderId}`;
    await lookAround(boss, CAUSES);
    await lookAround(boss, CAUSES);
    expect((await alertsOf(clerk)).map(({ kind }) => kind)).toEqual(["order-overdue"]);
    expect((await inboxOf(boss)).filter(({ kind }) => kind === "order-overdue")).toHaveLength(1);

    await world.owner`update orders set status = 'cancelled' where id = ${orderId}`;
    await lookAround(boss, CAUSES);
    expect(await alertsOf(clerk)).toEqual([]);
  });

  test("of background work stands for all dead jobs of a handler, for administrators alone", async () => {
    await lookAround(boss, [
      deadJobs([{ handler: "imports.import-products" }, { handler: "imports.import-products" }]),
    ]);
    expect(await alertsOf(boss)).toMatchObject([
      {
        title: "Background work was given up: imports.import-products",
        detail: "2 jobs failed too often. The log says why.",
      },
    ]);
    expect(await alertsOf(await testContext(world.db, { role: "manager" }))).toEqual([]);
    await lookAround(boss, [deadJobs([])]);
    expect(await alertsOf(boss)).toEqual([]);
  });

  test("of a replica opens once no reads have gone there for a minute, and ends when they do", async () => {
    const look = (state: ReplicaState, idleMs: number) =>
      lookAround(boss, [idleReplicas([{ name: "db2:5432", state, idleMs }])]);
    await look("behind", 59_000);
    expect(await alertsOf(boss)).toEqual([]);
    await look("behind", 61_000);
    expect(await alertsOf(boss)).toMatchObject([
      {
        title: "Replica db2:5432 is not in use",
        detail: "It shows changes too late. The other databases answer in its place.",
      },
    ]);
    expect(await alertsOf(await testContext(world.db, { role: "manager" }))).toEqual([]);
    await look("serving", 0);
    expect(await alertsOf(boss)).toEqual([]);
  });

  test("of a ledger that differs stays until a run finds it sound", async () => {
    const proved = (isSound: boolean) =>
      keepProof(world.db, {
        reached: { movementId: 0, at: new Date(0).toISOString() },
        isWhole: true,
        report: { isSound, checks: [], differences: [] },
      });
    const look = () => lookAround(boss, [unsoundBooks]);
    await proved(true);
    await look();
    expect(await alertsOf(boss)).toEqual([]);
    await proved(false);
    await look();
    expect(await alertsOf(boss)).toMatchObject([
      { title: "The ledger does not balance", detail: "Run npm run verify-ledger, which names each difference." },
    ]);
    await proved(true);
    await look();
    expect(await alertsOf(boss)).toEqual([]);
  });

  test("of an audit trail that was altered stays until a run finds nothing", async () => {
    const looked = { count: 0, findings: [], days: 1, rows: 1, redacted: 0, sweptDays: 0, head: null };
    const proved = async (isSound: boolean) => {
      await keepTrailProof(world.db, { isWhole: true, report: { isSound, ...looked } });
      await lookAround(boss, [alteredTrail]);
      return alertsOf(boss);
    };
    expect(await proved(true)).toEqual([]);
    expect(await proved(false)).toMatchObject([{ title: "The audit trail was altered" }]);
    expect(await proved(true)).toEqual([]);
  });
});
