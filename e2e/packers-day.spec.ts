import { readFile } from "node:fs/promises";
import { ALARM, heardBy, listen } from "./fixtures/hearing";
import { expect, test } from "./fixtures/journey";
import { scan } from "./fixtures/scanner";
import type { Goods, Place, Shop } from "./fixtures/shop";

/* A whole day at the packing table, from what has shipped to what the carrier has, without leaving the product. */

const PHONE = { viewport: { width: 360, height: 780 }, hasTouch: true, isMobile: true };

async function shipped(shop: Shop, place: Place, lines: { goods: Goods; quantity: number }[]) {
  const order = await shop.draft(place, lines);
  await shop.api.change("orders", "confirm", { orderId: order.orderId });
  await shop.api.change("orders", "ship", { orderId: order.orderId });
  return order;
}

test("a packer's day: packed by scans and by the list, labelled, exported, handed over, one taken back", async ({
  open,
  shop,
}) => {
  const place = await shop.place();
  const [jug, bowl] = [
    await shop.goods("Jug", { at: place, quantity: 9 }),
    await shop.goods("Bowl", { at: place, quantity: 9 }),
  ];
  const fragile = await shipped(shop, place, [
    { goods: jug, quantity: 2 },
    { goods: bowl, quantity: 1 },
  ]);
  const plain = [
    await shipped(shop, place, [{ goods: bowl, quantity: 2 }]),
    await shipped(shop, place, [{ goods: jug, quantity: 1 }]),
  ];
  const carrier = `Postillion ${fragile.number}`;
  const services = ["Parcel", "Express"];
  const trackingLink = "https://post.example/{tracking}";
  await shop.api.change("parcels", "createCarrier", { name: carrier, services, trackingLink });

  // The phone at the table: what needs care is scanned into two parcels.
  const phone = await open("staff", { ...PHONE, path: "/parcels?view=to-pack", onPage: listen });
  await phone.getByRole("link", { name: `#${fragile.number}-1` }).click();
  await phone.getByRole("button", { name: "Pack a parcel" }).click();
  const packing = phone.getByRole("dialog", { name: `Pack a parcel of #${fragile.number}-1` });
  const told = packing.getByRole("status");
  await expect(packing).toBeVisible();
  await scan(phone, jug.barcode);
  await expect(told.filter({ hasText: "1 of 2 in this parcel" })).toBeVisible();
  await scan(phone, place.binCode);
  await expect.poll(() => heardBy(phone)).toEqual(ALARM);
  await scan(phone, jug.barcode);
  await expect(told.filter({ hasText: "2 of 2 in this parcel" })).toBeVisible();
  await packing.getByLabel("Weight in g").fill("2400");
  await packing.getByLabel(/^Carrier/).click();
  await phone.getByRole("option", { name: carrier }).click();
  await packing.getByRole("button", { name: "Pack parcel" }).click();
  const parcels = phone.getByRole("list", { name: "Parcels" }).getByRole("listitem");
  await expect(parcels).toHaveCount(1);
  await phone.getByRole("button", { name: "Pack a parcel" }).click();
  await packing.getByRole("button", { name: "Put in all that is left" }).click();
  await packing.getByLabel(/^Carrier/).click();
  await phone.getByRole("option", { name: carrier }).click();
  await packing.getByRole("button", { name: "Pack parcel" }).click();
  await expect(parcels).toHaveCount(2);

  // The desk: what is plain goes into a parcel each, straight from the list.
  const desk = await open("staff", { path: "/parcels?view=to-pack" });
  const toPack = desk.getByRole("table", { name: "Shipments to pack" }).getByRole("row");
  await expect(toPack.filter({ hasText: `#${plain[0]?.number}-1` })).toBeVisible();
  await expect(toPack.filter({ hasText: `#${fragile.number}-1` })).toHaveCount(0);
  for (const { number } of plain) await desk.getByRole("checkbox", { name: `Select shipment #${number}-1` }).click();
  await desk.getByRole("button", { name: "Pack 2" }).click();
  const each = desk.getByRole("dialog", { name: "Pack 2 shipments?" });
  await each.getByLabel(/^Carrier/).click();
  await desk.getByRole("option", { name: carrier }).click();
  await each.getByRole("button", { name: "Pack 2 shipments" }).click();
  await expect(each).toHaveCount(0);

  // All that the carrier fetches: labels, a list for their program, and their numbers back.
  await desk.getByRole("tab", { name: "To hand over" }).click();
  await desk.getByRole("button", { name: "Carrier", exact: true }).click();
  await desk.getByRole("menuitemradio", { name: carrier }).click();
  const references = [`${fragile.number}-1-1`, `${fragile.number}-1-2`, ...plain.map(({ number }) => `${number}-1-1`)];
  const rows = desk.getByRole("table", { name: "Parcels" }).getByRole("row");
  await expect(rows).toHaveCount(1 + references.length);
  for (const reference of references) await desk.getByRole("checkbox", { name: `Select parcel #${reference}` }).click();
  const bar = desk.getByRole("region", { name: "Selected parcels" });
  const hrefOf = async (name: string) => (await bar.getByRole("link", { name }).getAttribute("href")) ?? "";
  const labels = await desk.request.get(await hrefOf("Labels"));
  expect([labels.status(), labels.headers()["content-type"]]).toEqual([200, "application/pdf"]);
  const zpl = await (await desk.request.get(await hrefOf("ZPL"))).text();
  for (const reference of references) expect(zpl).toContain(`^FD${reference}^FS`);
  const [manifest] = await Promise.all([
    desk.waitForEvent("download"),
    desk.getByRole("button", { name: "Export" }).click(),
  ]);
  const lines = (await readFile(await manifest.path(), "utf8")).trim().split("\r\n").slice(1);
  expect(lines.map((line) => line.split(",")[0]).toSorted()).toEqual(references.toSorted());

  await desk.getByRole("button", { name: "Tracking numbers" }).click();
  const taking = desk.getByRole("dialog", { name: "Take over tracking numbers" });
  const numbers = references.map((reference) => `${reference};PT ${reference}`).join("\n");
  const buffer = Buffer.from(`Reference;Tracking\n${numbers}\n`);
  await taking
    .getByLabel("CSV file with tracking numbers")
    .setInputFiles({ name: "numbers.csv", mimeType: "text/csv", buffer });
  await expect(taking.getByText("4 tracking numbers taken over")).toBeVisible();
  await taking.getByRole("button", { name: "Close", exact: true }).last().click();

  await bar.getByRole("button", { name: "Hand over" }).click();
  await expect(desk.getByText("4 parcels handed over")).toBeVisible();
  await expect(desk.getByText("No parcels to hand over")).toBeVisible();
  await expect(phone.getByText("Handed over", { exact: true })).toHaveCount(2);
  await expect(phone.getByRole("link", { name: `PT ${references[0]}` })).toHaveAttribute(
    "href",
    `https://post.example/PT%20${references[0]}`,
  );

  // One was left on the table.
  await desk.getByRole("tab", { name: "Handed over" }).click();
  await desk.getByRole("checkbox", { name: `Select parcel #${references[1]}` }).click();
  await bar.getByRole("button", { name: "Take back" }).click();
  await expect(desk.getByText("1 parcel taken back")).toBeVisible();
  await expect(phone.getByText("Handed over", { exact: true })).toHaveCount(1);
});
