import { lookAt } from "./fixtures/axe";
import { ALARM, heardBy, listen } from "./fixtures/hearing";
import { expect, test } from "./fixtures/journey";
import { scan } from "./fixtures/scanner";
import { widthFaults } from "./fixtures/width";

const PHONE = { viewport: { width: 360, height: 780 }, hasTouch: true, isMobile: true };
const WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

test("items come back: authorised at the desk, received by scan on a phone, refunded, and back in stock", async ({
  open,
  shop,
}) => {
  const place = await shop.place();
  const goods = await shop.goods("Compass", { at: place, quantity: 5 });
  const { orderId } = await shop.draft(place, [{ goods, quantity: 3 }]);
  await shop.api.change("orders", "confirm", { orderId });
  await shop.api.change("orders", "ship", { orderId });
  const { amounts } = await shop.api.ask("orders", "get", { orderId });
  const paid = { amount: amounts.billed.total, method: "cash", paidOn: "2026-01-31" } as const;
  await shop.api.change("orders", "recordPayment", { orderId, ...paid });

  const desk = await open("manager", { path: `/orders/${orderId}` });
  await desk.getByRole("button", { name: "Return items" }).click();
  const dialog = desk.getByRole("dialog", { name: /^Return items of order/ });
  await dialog.getByLabel(`Quantity of ${goods.sku} to return`).fill("2");
  await dialog.getByLabel(`Reason for ${goods.sku}`).click();
  await desk.getByRole("option", { name: "Faulty" }).click();
  const { violations } = await (await lookAt(desk)).include("[role=dialog]").analyze();
  expect(violations.map(({ id, nodes }) => `${id} ${nodes[0]?.target.join(" ")}`)).toEqual([]);
  await dialog.getByRole("button", { name: "Authorise return" }).click();
  await expect(dialog).toBeHidden();
  const returns = desk.getByRole("list", { name: "Returns" });
  await expect(returns).toContainText("Authorised");
  await expect(returns).toContainText("0 of 2 received");
  const address = (await returns.getByRole("link").first().getAttribute("href")) ?? "";

  const phone = await open("staff", { ...PHONE, path: address, onPage: listen });
  const items = phone.getByRole("list", { name: "Items to receive" });
  await expect(items).toContainText("2 awaited");
  await scan(phone, place.binCode);
  await expect(phone.getByText(`Restocking into ${place.binCode}`)).toBeVisible();
  await scan(phone, goods.barcode);
  await expect(items.getByRole("textbox", { name: `Quantity of ${goods.sku} received` })).toHaveValue("1");
  await scan(phone, goods.barcode);
  await expect(items.getByRole("textbox", { name: `Quantity of ${goods.sku} received` })).toHaveValue("2");
  expect(await heardBy(phone)).toEqual([]);
  await scan(phone, goods.barcode);
  await expect(phone.getByText("No more of it is awaited by this return.")).toBeVisible();
  expect(await heardBy(phone)).toEqual(ALARM);
  expect(await widthFaults(phone, { isPhone: true })).toEqual([]);
  expect((await (await lookAt(phone)).withTags(WCAG).analyze()).violations).toEqual([]);
  await phone.getByRole("button", { name: "Receive 2 items" }).click();
  await expect(phone.getByRole("list", { name: "Received items" })).toContainText(`restocked into ${place.binCode}`);
  await expect(returns).toContainText("2 of 2 received");
  await expect.poll(() => shop.onHand(goods)).toBe(4);

  await desk.goto(address);
  await desk.getByRole("button", { name: "Record refund" }).click();
  const refund = desk.getByRole("dialog", { name: /^Record refund of return/ });
  await refund.getByRole("button", { name: "Record refund" }).click();
  await expect(refund).toBeHidden();
  const { money } = await shop.api.ask("returns", "get", { returnId: address.replace("/returns/", "") });
  expect(money).toMatchObject({ due: 0, refunded: money.credited });
  expect((await shop.api.ask("orders", "get", { orderId })).payment).toMatchObject({ open: 0, credit: 0 });
  await desk.getByRole("button", { name: "Close return" }).click();
  await desk.getByRole("alertdialog").getByRole("button", { name: "Close return" }).click();
  await expect(phone.getByText("Closed", { exact: true }).first()).toBeVisible();
});

test("of two who receive the same item, the second is told, and it is in stock once", async ({ open, shop }) => {
  const place = await shop.place();
  const goods = await shop.goods("Lantern", { at: place, quantity: 2 });
  const { orderId } = await shop.draft(place, [{ goods, quantity: 1 }]);
  await shop.api.change("orders", "confirm", { orderId });
  await shop.api.change("orders", "ship", { orderId });
  const [line] = (await shop.api.ask("orders", "get", { orderId })).lines;
  const { returnId } = await shop.api.change("returns", "authorise", {
    orderId,
    lines: [{ orderLineId: line?.id ?? "", quantity: 1, reason: "unwanted" }],
  });
  const pages = [
    await open("staff", { ...PHONE, path: `/returns/${returnId}` }),
    await open("manager", { ...PHONE, path: `/returns/${returnId}` }),
  ];
  for (const page of pages) {
    await page.getByRole("button", { name: /^One more: Quantity/ }).click();
    await expect(page.getByRole("button", { name: "Receive 1 item" })).toBeEnabled();
  }
  await Promise.allSettled(
    pages.map((page) => page.getByRole("button", { name: "Receive 1 item" }).click({ timeout: 10_000 })),
  );
  for (const page of pages) await expect(page.getByText("Received", { exact: true }).first()).toBeVisible();
  expect(await shop.onHand(goods)).toBe(2);
});

test("a receipt that was wrong is undone: its items are awaited again, and out of stock", async ({ open, shop }) => {
  const place = await shop.place();
  const goods = await shop.goods("Whistle", { at: place, quantity: 3 });
  const { orderId } = await shop.draft(place, [{ goods, quantity: 2 }]);
  await shop.api.change("orders", "confirm", { orderId });
  await shop.api.change("orders", "ship", { orderId });
  const [line] = (await shop.api.ask("orders", "get", { orderId })).lines;
  const { returnId } = await shop.api.change("returns", "authorise", {
    orderId,
    lines: [{ orderLineId: line?.id ?? "", quantity: 2, reason: "unwanted" }],
  });
  const [item] = (await shop.api.ask("returns", "get", { returnId })).lines;
  await shop.api.change("returns", "receive", {
    returnId,
    lines: [
      {
        returnLineId: item?.id ?? "",
        quantity: 2,
        lotId: null,
        outcome: "refund",
        disposition: "restock",
        locationId: place.binId,
      },
    ],
  });
  expect(await shop.onHand(goods)).toBe(3);

  const page = await open("staff", { path: `/returns/${returnId}` });
  await page.getByRole("button", { name: "Undo receipt" }).click();
  const asked = page.getByRole("alertdialog", { name: "Undo this receipt?" });
  await expect(asked).toContainText("The 2 items received then leave the stock again");
  await asked.getByRole("button", { name: "Undo receipt" }).click();
  await expect(page.getByRole("list", { name: "Items to receive" })).toContainText("2 awaited");
  await expect(page.getByRole("list", { name: "Received items" })).toBeHidden();
  await expect.poll(() => shop.onHand(goods)).toBe(1);
});
