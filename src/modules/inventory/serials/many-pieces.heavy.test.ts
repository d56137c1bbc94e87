import { eq, sql } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";
import { stockAllocations } from "@/modules/inventory/allocations/schema";
import { listBinContents } from "@/modules/inventory/bin-contents";
import { VIRTUAL_LOCATION_IDS } from "@/modules/inventory/inventory";
import { listBalances } from "@/modules/inventory/queries";
import { lots, stockBalances } from "@/modules/inventory/schema";
import { getStockCard } from "@/modules/inventory/stock-card";
import { placeOrder } from "@/modules/orders/place-order";
import { confirmPick } from "@/modules/picking/confirm-pick";
import { createList } from "@/modules/picking/create-list";
import { getPickList } from "@/modules/picking/queries";
import { takeList } from "@/modules/picking/take-list";
import { database as ofProcess } from "@/platform/database/db";
import { arrayOf } from "@/platform/database/rows";
import { verifyBooks } from "@/server/verify-books";
import { newId } from "@/shared/id";
import { toQuantity } from "@/shared/quantity";
import { testContext } from "@/testing/context";
import { testDatabase } from "@/testing/database";
import { nodesOf, type Plan, plansOf, rowsRead, statementsOf } from "@/testing/plans";
import { aShop, type Shop, turnSerials } from "@/testing/shop";
import { adjustStock, receiveStock } from "@/testing/stock";
import { findSerial } from "./find-serial";
import { findLeaving } from "./leaving-pieces";
import { listPieces } from "./list-pieces";
import { SERIALS_MAX } from "./serial";
import { listStanding } from "./standing";

/*
 * An item of which 20,000 pieces have come and gone, and 2,000 lie in one bin: what is read of it grows with what is
 * there, and what is done to one piece with that piece.
 */

const PATIENCE_MS = 300_000;
const GONE = 20_000;
const THERE = 2_000;
/** Of a table that grows, for what is asked of one piece. */
const ROWS_OF_PIECE_MAX = 60;

const world = testDatabase({ keepRows: true });
let ctx: Awaited<ReturnType<typeof testContext>>;
let shop: Shop<"CAM">;

const serials = Array.from({ length: THERE }, (_, nth) => `S-${nth}`);
const here = () => ({ variantId: shop.variant.CAM, locationId: shop.binId });
const receive = (names: string[]) =>
  receiveStock(ctx, { lines: [{ ...here(), quantity: names.length, serials: names }] });

/** In two entries, by the rows and triggers that postings use, which would take a minute for so many. */
async function comeAndGo(count: number): Promise<void> {
  const { variantId, locationId } = here();
  const places = [VIRTUAL_LOCATION_IDS.adjustment, locationId, VIRTUAL_LOCATION_IDS.adjustment];
  await world.owner`
    insert into lots (id, variant_id, code, created_at)
    select gen_random_uuid(), ${variantId}, 'GONE-' || nth, now() from generate_series(1, ${count}) nth`;
  for (const [place, onHand] of [1, 0].entries()) {
    const id = newId();
    await world.owner`
      insert into stock_transactions (id, kind, occurred_at, recorded_at, actor_id, reason, posting_key)
      values (${id}, 'adjust', now(), now(), ${ctx.actor.userId}, 'correction', ${id})`;
    await world.owner`
      insert into stock_movements (transaction_id, variant_id, lot_id, from_location_id, to_location_id, quantity)
      select ${id}, variant_id, id, ${places[place] ?? ""}, ${places[place + 1] ?? ""}, 1
      from lots where code like 'GONE-%'`;
    await world.owner`
      insert into stock_balances (location_id, variant_id, lot_id, warehouse_id, on_hand)
      select ${locationId}, variant_id, id, ${shop.warehouseId}, ${onHand} from lots where code like 'GONE-%'
      on conflict (location_id, variant_id, lot_id) do update set on_hand = excluded.on_hand`;
  }
}

beforeAll(async () => {
  ctx = await testContext(world.db);
  shop = await aShop(ctx, { CAM: 0 });
  await turnSerials(ctx, shop.variant.CAM);
  await comeAndGo(GONE);
  for (let from = 0; from < THERE; from += SERIALS_MAX) await receive(serials.slice(from, from + SERIALS_MAX));
  await world.owner`vacuum analyze`;
}, PATIENCE_MS);

/** The most rows that a node of any statement looks at. */
const mostRead = async (work: () => unknown): Promise<number> => Math.max(...(await nodesIn(work)).map(rowsRead));

async function nodesIn(work: () => unknown): Promise<Plan[]> {
  const statements = await statementsOf([world.database, ofProcess()], work);
  const plans = [];
  for (const statement of statements)
    if (/^\s*(select|with)\b/i.test(statement.text) && !/insert into|update /i.test(statement.text))
      plans.push(...(await plansOf(world.owner, statement)));
  expect(plans.length).toBeGreaterThan(0);
  return plans.flatMap(nodesOf);
}

test("what has gone leaves no row in its bin, so lists of bin and item read what is there", async () => {
  const rows = await world.db.select().from(stockBalances).where(eq(stockBalances.variantId, shop.variant.CAM));
  expect(rows.length).toBe(THERE);
  expect(await verifyBooks(ctx)).toMatchObject({ isSound: true, differences: [] });
});

test("pieces are listed page by page, searched for, and added up by bin", async () => {
  const { variantId, locationId } = here();
  const page = await listPieces(ctx, { variantId, limit: 200 });
  expect([page.rows.length, page.nextCursor === null]).toEqual([200, false]);
  const found = await listPieces(ctx, { variantId, locationId, search: "s-1999", limit: 200 });
  expect(found.rows.map(({ lotCode }) => lotCode)).toEqual(["S-1999"]);
  expect(await listBalances(ctx, { variantId, byBin: true })).toMatchObject([{ lotId: null, onHand: THERE }]);
});

test("a bin tells how many it holds in one row, and reads nothing of each but its balance", async () => {
  const { variantId, locationId } = here();
  const ask = () => listBinContents(ctx, { locationId, limit: 50 });
  expect(await ask()).toMatchObject({ rows: [{ variantId, onHand: THERE, lotId: null }], nextCursor: null });
  const scans = (await nodesIn(ask)).filter((node) => node["Relation Name"]);
  const readOf = (table: string) => Math.max(...scans.filter((scan) => scan["Relation Name"] === table).map(rowsRead));
  expect(readOf("stock_balances")).toBe(THERE);
  for (const table of ["lots", "variants", "products"]) expect([table, readOf(table) <= 2]).toEqual([table, true]);
});

test("a bin of so many is counted in one entry", { timeout: PATIENCE_MS }, async () => {
  const found = [...serials.slice(1), "NEW-1"];
  const counted = { quantity: THERE, recorded: THERE };
  await adjustStock(ctx, { ...here(), serials: found, count: counted, reason: "counted" });
  expect(await findSerial(ctx, { serial: "S-0" })).toMatchObject([{ state: "gone" }]);
  await adjustStock(ctx, { ...here(), change: 1, serials: ["S-0"], reason: "found" });
  await adjustStock(ctx, { ...here(), change: -1, serials: ["NEW-1"], reason: "lost" });

  const few = { quantity: 1, recorded: THERE };
  await expect(adjustStock(ctx, { ...here(), serials: ["S-1"], count: few, reason: "counted" })).rejects.toMatchObject({
    code: "inventory.count-moves-too-much",
    details: { pieces: THERE - 1 },
  });
});

test("one piece is found, and what comes in or leaves is known as here, without reading the others", async () => {
  const { variantId, locationId } = here();
  const [piece] = await findSerial(ctx, { serial: "S-7" });
  const lotId = piece?.lotId ?? "";
  const of = {
    find: () => findSerial(ctx, { serial: "s-7" }),
    "find one that has gone": () => findSerial(ctx, { serial: "GONE-7" }),
    "where one stands that comes in": () => listStanding(ctx, sql`${lots.id} = any(${arrayOf([lotId], "uuid")})`),
    "find one in its bin": () => listBinContents(ctx, { variantId, locationId, lot: "s-7", limit: 50 }),
    "find its bin": () => listBalances(ctx, { variantId, lot: "s-7" }),
    "where one stands that leaves": () => findLeaving(ctx, [{ variantId, locationId, serial: "S-7" }]),
  };
  const read: Record<string, number> = {};
  for (const [name, work] of Object.entries(of)) read[name] = await mostRead(work);
  // Whether the entry that brought it may be undone depends on all that came with it: each left one end for another.
  const path = await mostRead(() => getStockCard(ctx, { variantId, lotId, limit: 50 }));
  expect(path).toBeLessThanOrEqual(2 * SERIALS_MAX);
  for (const [name, rows] of Object.entries(read)) expect([name, rows <= ROWS_OF_PIECE_MAX]).toEqual([name, true]);
});

test("a picker swaps one of so many for another", { timeout: PATIENCE_MS }, async () => {
  const { customerId, warehouseId, variant } = shop;
  const lines = [{ variantId: variant.CAM, quantity: 1 }];
  const { orderId } = await placeOrder(ctx, { customerId, warehouseId, lines, confirm: true });
  const { listId } = await createList(ctx, { orderIds: [orderId] });
  await takeList(ctx, { listId });
  const [pick] = (await getPickList(ctx, { listId })).picks;
  const { allocationId = "", lotCode } = pick ?? {};
  const serial = lotCode === "S-8" ? "S-9" : "S-8";
  const scanned = { ...here(), locationId: pick?.locationId ?? "", lotId: null, serial, quantity: toQuantity(1) };
  await confirmPick(ctx, { listId, allocationId, ...scanned });
  const bound = await world.db.select().from(stockAllocations).where(eq(stockAllocations.listId, listId));
  expect(bound).toMatchObject([{ picked: 1 }]);
});
