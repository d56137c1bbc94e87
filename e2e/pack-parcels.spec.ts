import { readFile } from "node:fs/promises";
import { lookAt } from "./fixtures/axe";
import { ALARM, heardBy, listen } from "./fixtures/hearing";
import { expect, test } from "./fixtures/journey";
import { scan } from "./fixtures/scanner";

const PHONE = { viewport: { width: 360, height: 780 }, hasTouch: true, isMobile: true };
const WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

test("a packer scans a shipment into two parcels on a phone, and the desk sees them", async ({ open, shop }) => {
  const place = await shop.place();
  const [kettle, cup] = [
    await shop.goods("Kettle", { at: place, quantity: 6 }),
    await shop.goods("Cup", { at: place, quantity: 2 }),
  ];
  const order = await shop.draft(place, [
    { goods: kettle, quantity: 2 },
    { goods: cup, quantity: 1 },
  ]);
  await shop.api.change("orders", "confirm", { orderId: order.orderId });
  await shop.api.change("orders", "ship", { orderId: order.orderId });
  const desk = await open("manager", { path: `/orders/${order.orderId}` });
  const parcels = desk.getByRole("list", { name: "Parcels" });

  const phone = await open("staff", { ...PHONE, path: `/orders/${order.orderId}`, onPage: listen });
  await phone.getByRole("button", { name: "Pack a parcel" }).click();
  const dialog = phone.getByRole("dialog", { name: `Pack a parcel of #${order.number}-1` });
  const told = dialog.getByRole("status");
  await expect(dialog).toBeVisible();
  await scan(phone, kettle.barcode);
  await expect(told.filter({ hasText: "1 of 2 in this parcel" })).toBeVisible();
  await scan(phone, cup.barcode);
  await expect(told.filter({ hasText: "1 of 1 in this parcel" })).toBeVisible();
  expect(await heardBy(phone)).toEqual([]);
  await scan(phone, cup.barcode);
  await expect(told.filter({ hasText: "No more of it is in this shipment" })).toBeVisible();
  expect(await heardBy(phone)).toEqual(ALARM);
  await dialog.getByLabel("Weight in g").fill("1200");
  expect((await (await lookAt(phone)).withTags(WCAG).analyze()).violations).toEqual([]);
  await dialog.getByRole("button", { name: "Pack parcel" }).click();
  await expect(parcels.getByRole("listitem")).toHaveCount(1);
  await expect(parcels.getByRole("listitem")).toContainText("1.2 kg");
  await expect(desk.getByText("1 in no parcel yet")).toBeVisible();

  await phone.getByRole("button", { name: "Pack a parcel" }).click();
  await dialog.getByRole("button", { name: "Put in all that is left" }).click();
  await dialog.getByRole("button", { name: "Pack parcel" }).click();
  await expect(parcels.getByRole("listitem")).toHaveCount(2);
  await expect(phone.getByRole("button", { name: "Pack a parcel" })).toHaveCount(0);
});

test("parcels go to their carrier as a file and labels, and their numbers come back as links", async ({
  open,
  shop,
}) => {
  const { order } = await packed(shop);
  const reference = `${order.number}-1-1`;
  const name = `Courier ${order.number}`;
  const settings = await open("admin", { path: "/settings" });
  await settings.getByRole("button", { name: "Add a carrier" }).click();
  const adding = settings.getByRole("dialog", { name: "Add a carrier" });
  await adding.getByLabel("Name").fill(name);
  await adding.getByLabel(/^Services/).fill("Parcel, Express");
  await adding.getByLabel(/^Tracking link/).fill("http://courier.example/{tracking}");
  await adding.getByRole("button", { name: "Add carrier" }).click();
  await expect(adding.getByText("Enter an address that begins with https://")).toBeVisible();
  await adding.getByLabel(/^Tracking link/).fill("https://courier.example/t?n={tracking}");
  await adding.getByRole("button", { name: "Add carrier" }).click();
  await expect(settings.getByRole("list", { name: "Carriers" })).toContainText(name);

  const desk = await open("staff", { path: `/orders/${order.orderId}` });
  await desk.getByRole("button", { name: `Parcel #${reference}` }).click();
  await desk.getByRole("menuitem", { name: "Edit" }).click();
  const editing = desk.getByRole("dialog", { name: `Edit parcel #${reference}` });
  await editing.getByLabel(/^Carrier/).click();
  await desk.getByRole("option", { name }).click();
  await editing.getByRole("button", { name: "Save parcel" }).click();
  await expect(desk.getByRole("list", { name: "Parcels" })).toContainText(name);

  const list = await open("staff", { path: "/parcels" });
  const [download] = await Promise.all([
    list.waitForEvent("download"),
    list.getByRole("button", { name: "Export" }).click(),
  ]);
  const file = await readFile(await download.path(), "utf8");
  expect(file.split("\r\n").find((line) => line.startsWith(reference))).toContain(name);

  await list.getByRole("button", { name: "Tracking numbers" }).click();
  const dialog = list.getByRole("dialog", { name: "Take over tracking numbers" });
  const buffer = Buffer.from(`Reference;Tracking\n${reference};JD 01 ${order.number}\n0-1-1;JD 02\n`);
  await dialog.getByLabel("CSV file with tracking numbers").setInputFiles({
    name: "tracking.csv",
    mimeType: "text/csv",
    buffer,
  });
  await expect(dialog.getByText("1 tracking number taken over, 1 line left out")).toBeVisible();
  await expect(dialog.getByRole("list", { name: "Lines left out" })).toContainText("Line 3 (0-1-1)");
  const link = desk.getByRole("link", { name: `JD 01 ${order.number}` });
  await expect(link).toHaveAttribute("href", `https://courier.example/t?n=JD%2001%20${order.number}`);
  await expect(link).toHaveAttribute("rel", /noopener/);

  await dialog.getByRole("button", { name: "Close", exact: true }).last().click();
  await list.getByRole("checkbox", { name: `Select parcel #${reference}` }).click();
  const bar = list.getByRole("region", { name: "Selected parcels" });
  const label = await list.request.get((await bar.getByRole("link", { name: "Labels" }).getAttribute("href")) ?? "");
  expect([label.status(), label.headers()["content-type"]]).toEqual([200, "application/pdf"]);
  const zpl = await list.request.get((await bar.getByRole("link", { name: "ZPL" }).getAttribute("href")) ?? "");
  expect(await zpl.text()).toContain(`^FD${reference}^FS`);
  await bar.getByRole("button", { name: "Hand over" }).click();
  await expect(desk.getByText("Handed over", { exact: true })).toBeVisible();

  await desk.goto(`/orders?search=${encodeURIComponent(`JD 01 ${order.number}`)}`);
  await expect(desk.getByRole("link", { name: `#${order.number}` })).toBeVisible();
});

test("what has shipped is packed from the list, one parcel each, by keys alone", async ({ open, shop }) => {
  const place = await shop.place();
  const goods = await shop.goods("Lantern", { at: place, quantity: 9 });
  const orders = [];
  for (const quantity of [1, 2, 3]) {
    const order = await shop.draft(place, [{ goods, quantity }]);
    await shop.api.change("orders", "confirm", { orderId: order.orderId });
    const { shipmentId } = await shop.api.change("orders", "ship", { orderId: order.orderId });
    orders.push({ ...order, shipmentId });
  }
  const [first, second, third] = orders;
  if (!first || !second || !third) throw new Error("Three have shipped.");
  const gone = await shop.api.change("parcels", "createCarrier", { name: `Barge ${first.number}` });
  const { carrierId } = await shop.api.change("parcels", "createCarrier", { name: `Sledge ${first.number}` });

  const page = await open("staff", { path: "/parcels?view=to-pack" });
  const table = page.getByRole("table", { name: "Shipments to pack" });
  const rowOf = ({ number }: { number: number }) => table.getByRole("row").filter({ hasText: `#${number}-1` });
  for (const order of orders) await expect(rowOf(order)).toBeVisible();
  await shop.api.change("parcels", "pack", { shipmentId: first.shipmentId });
  await expect(rowOf(first)).toHaveCount(0);
  for (const { number } of [second, third])
    await page.getByRole("checkbox", { name: `Select shipment #${number}-1` }).click();
  await page.getByRole("button", { name: "Pack 2" }).press("Enter");
  const dialog = page.getByRole("dialog", { name: "Pack 2 shipments?" });
  expect((await (await lookAt(page)).withTags(WCAG).analyze()).violations).toEqual([]);
  const choose = async (name: string) => {
    await dialog.getByLabel(/^Carrier/).press("Enter");
    await page.getByRole("option", { name: `${name} ${first.number}` }).press("Enter");
    await expect(dialog.getByLabel(/^Carrier/)).toContainText(`${name} ${first.number}`);
  };
  await choose("Barge");
  await shop.api.change("parcels", "archiveCarrier", { carrierId: gone.carrierId });
  await page.keyboard.press("Control+Enter");
  await expect(dialog.getByRole("status")).toHaveText("0 of 2 shipments packed, 2 refused");
  await expect(dialog.getByRole("listitem").first()).toContainText("is archived. Choose another.");
  await choose("Sledge");
  await page.keyboard.press("Control+Enter");
  await expect(page.getByText("2 parcels packed")).toBeVisible();
  await expect(dialog).toHaveCount(0);
  await expect(rowOf(second)).toHaveCount(0);
  await expect(rowOf(third)).toHaveCount(0);
  for (const { orderId } of [second, third])
    expect(await shop.api.ask("parcels", "listOfOrder", { orderId })).toMatchObject([{ carrierId }]);
});

/** An order that shipped in one parcel. */
async function packed(shop: Parameters<Parameters<typeof test>[2]>[0]["shop"]) {
  const place = await shop.place();
  const goods = await shop.goods("Atlas", { at: place, quantity: 3 });
  const order = await shop.draft(place, [{ goods, quantity: 2 }]);
  await shop.api.change("orders", "confirm", { orderId: order.orderId });
  const { shipmentId } = await shop.api.change("orders", "ship", { orderId: order.orderId });
  const { shipments } = await shop.api.ask("orders", "get", { orderId: order.orderId });
  const lines = (shipments[0]?.lines ?? []).map(({ id, quantity }) => ({ shipmentLineId: id, quantity }));
  await shop.api.change("parcels", "pack", { shipmentId, lines, weight: 900 });
  return { order };
}
