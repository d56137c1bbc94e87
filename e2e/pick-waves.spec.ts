import { lookAt } from "./fixtures/axe";
import { expect, test } from "./fixtures/journey";
import { scan } from "./fixtures/scanner";
import type { Place, Shop } from "./fixtures/shop";

const PHONE = { viewport: { width: 360, height: 780 }, hasTouch: true, isMobile: true };
const WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

/** A bin in a zone of its own. */
async function zoned(shop: Shop, place: Place): Promise<Place & { zoneCode: string }> {
  const zoneCode = `Z${place.binCode}`;
  const zone = { parentId: place.warehouseId, kind: "zone", code: zoneCode } as const;
  const { locationId: parentId } = await shop.api.change("inventory", "createLocation", zone);
  const bin = { parentId, kind: "bin", code: `${zoneCode}-1` } as const;
  const { locationId: binId } = await shop.api.change("inventory", "createLocation", bin);
  return { ...place, binId, binCode: bin.code, zoneCode };
}

/** Two orders of an item in each of two zones. */
async function twoZones(shop: Shop) {
  const [hall, yard] = [await zoned(shop, await shop.place()), await zoned(shop, await shop.place())];
  const plate = await shop.goods("Plate", { at: hall, quantity: 5 });
  const vase = await shop.goods("Vase", { at: yard, quantity: 5 });
  const orders = [];
  for (const quantity of [1, 2]) {
    const order = await shop.draft(hall, [
      { goods: plate, quantity },
      { goods: vase, quantity: 1 },
    ]);
    await shop.api.change("orders", "confirm", { orderId: order.orderId });
    orders.push(order);
  }
  return { hall, yard, plate, vase, orders };
}

test("a wave is cut by zone: each is picked by another person, and no order is packed before all zones are", async ({
  open,
  shop,
}) => {
  const { hall, yard, plate, vase, orders } = await twoZones(shop);
  const desk = await open("manager", { path: `/orders?search=${encodeURIComponent(plate.title)}` });
  for (const { number } of orders)
    await desk.getByRole("checkbox", { name: `Select order #${number}`, exact: true }).click();
  await desk.getByRole("region", { name: "Selected orders" }).getByRole("button", { name: "Pick 2" }).click();
  const dialog = desk.getByRole("dialog");
  await dialog.getByRole("checkbox", { name: "One list per zone" }).check();
  await dialog.getByRole("button", { name: "Make wave" }).click();
  await expect(dialog.getByRole("status")).toContainText("2 pick lists, 5 items of 2 orders");
  await dialog.getByRole("link", { name: /^Wave / }).click();

  const lists = desk.getByRole("table", { name: "Pick lists of this wave" });
  const rowOf = (zone: string) => lists.getByRole("row").filter({ hasText: `Zone ${zone}` });
  await expect(rowOf(hall.zoneCode)).toContainText("0 of 3 items");
  await expect(rowOf(yard.zoneCode)).toContainText("0 of 2 items");
  const pdf = await desk.request.get(String(await desk.getByRole("link", { name: "Print" }).getAttribute("href")));
  expect(pdf.headers()["content-type"]).toBe("application/pdf");
  expect((await (await lookAt(desk)).withTags(WCAG).analyze()).violations).toEqual([]);

  const path = await rowOf(hall.zoneCode).getByRole("link").first().getAttribute("href");
  const phone = await open("staff", { ...PHONE, path: String(path) });
  await phone.getByRole("button", { name: "Take this list" }).click();
  await expect(rowOf(hall.zoneCode)).not.toContainText("Nobody yet");
  await expect(phone.getByText(`Go to zone ${hall.zoneCode}, bin`)).toBeVisible();
  await scan(phone, hall.binCode);
  await phone.getByRole("button", { name: `Pick 3 of ${plate.sku}` }).click();
  await expect(phone.getByText("Nothing left to pick")).toBeVisible();
  await expect(rowOf(hall.zoneCode)).toContainText("3 of 3 items");
  const waiting = desk.getByRole("table", { name: "Orders of this wave" }).getByRole("row");
  const [first] = orders;
  await expect(waiting.filter({ hasText: `#${first?.number}` })).toContainText(`Zone ${yard.zoneCode} open, 0 of 1`);

  await phone.goto(`/orders/${first?.orderId}`);
  await phone.getByRole("button", { name: "Ship", exact: true }).click();
  const ship = phone.getByRole("dialog");
  await expect(ship.getByText("Not everything is picked yet")).toBeVisible();
  await expect(ship.getByRole("link", { name: `Zone ${yard.zoneCode}: 0 of 1 picked` })).toBeVisible();

  const other = await rowOf(yard.zoneCode).getByRole("link").first().getAttribute("href");
  await phone.goto(String(other));
  await phone.getByRole("button", { name: "Take this list" }).click();
  await scan(phone, yard.binCode);
  await phone.getByRole("button", { name: `Pick 2 of ${vase.sku}` }).click();
  await expect(waiting.filter({ hasText: `#${first?.number}` })).toContainText("Ready to pack");
  await expect(desk.getByRole("link", { name: "Print" })).toHaveCount(0);
});

test("what was shipped at once is voided by one press, and what a carrier has is named", async ({ open, shop }) => {
  const { plate, orders } = await twoZones(shop);
  const desk = await open("manager", { path: `/orders?search=${encodeURIComponent(plate.title)}` });
  for (const { number } of orders)
    await desk.getByRole("checkbox", { name: `Select order #${number}`, exact: true }).click();
  await desk.getByRole("region", { name: "Selected orders" }).getByRole("button", { name: "Ship 2" }).click();
  await desk.getByRole("dialog").getByRole("button", { name: "Ship 2 orders" }).click();
  await expect(desk.getByText("2 orders shipped", { exact: true })).toBeVisible();

  const [first, second] = orders;
  if (!first || !second) throw new Error("Two were placed.");
  const { shipments } = await shop.api.ask("orders", "get", { orderId: first.orderId });
  const [shipment] = shipments;
  const { parcelId } = await shop.api.change("parcels", "pack", {
    shipmentId: shipment?.id ?? "",
    lines: (shipment?.lines ?? []).map(({ id, quantity }) => ({ shipmentLineId: id, quantity })),
  });
  await shop.api.change("parcels", "handOver", { parcelIds: [parcelId] });
  await desk.getByRole("button", { name: "Undo" }).click();
  await expect(desk.getByText("1 of 2 shipments voided")).toBeVisible();
  await expect(
    desk.getByText(`#${first.number}: Parcels of shipment #${first.number}-1 were handed over`),
  ).toBeVisible();
  const statusOf = async ({ orderId }: { orderId: string }) =>
    (await shop.api.ask("orders", "get", { orderId })).status;
  expect([await statusOf(first), await statusOf(second)]).toEqual(["completed", "confirmed"]);
});
