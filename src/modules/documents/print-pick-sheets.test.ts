import { beforeEach, expect, test } from "vitest";
import { listPlaces } from "@/modules/inventory/list-places";
import { blockLot } from "@/modules/inventory/lots/block-lot";
import { ListPlaces } from "@/modules/inventory/serials/serial-input";
import { placeOrder } from "@/modules/orders/place-order";
import { createList } from "@/modules/picking/create-list";
import { ROWS_OF_LIST_MAX } from "@/modules/picking/pick-list";
import type { Context } from "@/platform/context";
import { testContext } from "@/testing/context";
import { testDatabase } from "@/testing/database";
import { readPdf } from "@/testing/read-pdf";
import { aShop } from "@/testing/shop";
import { receiveStock } from "@/testing/stock";
import { printPickSheets } from "./print-pick-sheets";
import { ROWS_OF_SHEET_MAX } from "./sheets/pick-sheet";

const world = testDatabase();
let ctx: Context;
let listId: string;

beforeEach(async () => {
  ctx = await testContext(world.db);
  const { customerId, warehouseId, variant } = await aShop(ctx, { TEA: 1 });
  const lines = [{ variantId: variant.TEA, quantity: 1 }];
  const { orderId } = await placeOrder(ctx, { customerId, warehouseId, lines, confirm: true });
  ({ listId } = await createList(ctx, { orderIds: [orderId] }));
});

/** Rows of 3 each, as of a list that more orders are on than any test could place. */
const moreRows = (count: number) => world.owner`
  insert into stock_allocations
    (id, list_id, document_id, line_id, variant_id, location_id, quantity, picked, created_at)
  select lpad(to_hex(nth), 32, '0')::uuid, list_id, document_id, line_id, variant_id, location_id, 3, 0, created_at
  from stock_allocations, generate_series(1, ${count}::integer) nth`;

test("a list of more rows than a screen shows is printed whole, in parts with pages of their own", async () => {
  const rows = ROWS_OF_LIST_MAX + 4;
  await moreRows(rows);
  const { pdf } = await printPickSheets(ctx, { kind: "pick-sheet", id: listId });
  const texts = readPdf(pdf).flatMap((page) => page.map(({ text }) => text));
  expect(texts.filter((text) => text === "3")).toHaveLength(rows);
  const parts = Math.ceil((rows + 1) / ROWS_OF_SHEET_MAX);
  for (let part = 1; part <= parts; part += 1) expect(texts.join("\n")).toContain(`· ${part}/${parts}`);
});

test("a list that is too long to print is refused, and says what to do instead", async () => {
  await moreRows(10_000);
  await expect(printPickSheets(ctx, { kind: "pick-sheet", id: listId })).rejects.toMatchObject({
    code: "documents.too-long-to-print",
    message: expect.stringContaining("more than 10,000 rows left"),
  });
});

test("what was blocked since the list was made says so, and why", async () => {
  const { customerId, warehouseId, binId, variant } = await aShop(ctx, { SALVE: 0 }, "FAR");
  const lot = { code: "S-77" };
  await receiveStock(ctx, { lines: [{ variantId: variant.SALVE, locationId: binId, quantity: 2, lot }] });
  const lines = [{ variantId: variant.SALVE, quantity: 2 }];
  const { orderId } = await placeOrder(ctx, { customerId, warehouseId, lines, confirm: true });
  const list = await createList(ctx, { orderIds: [orderId] });
  const { rows } = await listPlaces(ctx, ListPlaces.parse({ variantId: variant.SALVE }));
  await blockLot(ctx, { lotId: rows[0]?.lotId ?? "", reason: "Recalled" });
  const { pdf } = await printPickSheets(ctx, { kind: "pick-sheet", id: list.listId });
  const texts = readPdf(pdf).flatMap((page) => page.map(({ text }) => text));
  expect(texts.join(" ")).toContain("Lot S-77 · Blocked: Recalled");
});
