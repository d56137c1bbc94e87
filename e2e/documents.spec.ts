import type { Locator, Page } from "@playwright/test";
import { lookAt } from "./fixtures/axe";
import { expect, test } from "./fixtures/journey";
import type { Shop } from "./fixtures/shop";

async function anOrder(shop: Shop) {
  const place = await shop.place();
  const goods = await shop.goods("Teapot", { at: place, quantity: 9 });
  return { ...place, ...(await shop.draft(place, [{ goods, quantity: 2 }])) };
}

/**
 * What a tab of its own gets. A browser that runs unseen has no reader of PDFs and keeps the file instead, so what it
 * was answered is looked at: a PDF to be shown in the tab, by no policy that would stop a reader.
 */
async function opens(page: Page, link: Locator, name: RegExp): Promise<void> {
  const [answer] = await Promise.all([
    page.context().waitForEvent("response", (response) => response.url().includes("/api/documents/")),
    page.context().waitForEvent("page"),
    link.click(),
  ]);
  expect(answer.status()).toBe(200);
  const headers = await answer.allHeaders();
  expect(headers).toMatchObject({
    "content-type": "application/pdf",
    "content-disposition": expect.stringMatching(name),
    "x-content-type-options": "nosniff",
    // Any more would stop the reader of a Chromium that is seen.
    "content-security-policy": "frame-ancestors 'none'; base-uri 'none'",
  });
  const file = await (await page.request.get(answer.url())).body();
  expect(file.subarray(0, 5).toString()).toBe("%PDF-");
  expect(page.url()).toContain("/orders/");
}

async function choose(page: Page, name: string): Promise<Locator> {
  await page.getByRole("button", { name: "More actions" }).click();
  const item = page.getByRole("menuitem", { name, exact: true });
  await expect(item).toBeVisible();
  return item;
}

for (const [role, viewport] of [
  ["admin", { width: 1440, height: 900 }],
  ["staff", { width: 390, height: 844 }],
] as const)
  test(`each document is opened from its order in a tab of its own, at ${viewport.width}`, async ({ open, shop }) => {
    const { orderId, number } = await anOrder(shop);
    const page = await open(role, { path: `/orders/${orderId}`, viewport });
    const quote = await choose(page, "Quote");
    const { violations } = await (await lookAt(page)).include("[role=menu]").analyze();
    expect(violations.map(({ id, nodes }) => `${id} ${nodes[0]?.target.join(" ")}`)).toEqual([]);
    await expect(page.getByRole("menuitem", { name: "Order confirmation" })).toHaveCount(0);
    await opens(page, quote, new RegExp(`^inline; filename="Quote-${number}\\.pdf"$`));

    await shop.api.change("orders", "confirm", { orderId });
    await page.reload();
    await opens(page, await choose(page, "Order confirmation"), /inline; filename="Order-confirmation-/);
    await opens(page, await choose(page, "Pick list"), /inline; filename="Pick-list-/);

    await shop.api.change("orders", "ship", { orderId });
    const slip = page.getByRole("link", { name: "Packing slip" });
    await expect(slip).toBeVisible();
    await opens(page, slip, new RegExp(`inline; filename="Packing-slip-${number}-1\\.pdf"`));
  });

test("whoever may not have a document reads why, in a sentence", async ({ open, shop, stranger }) => {
  const { orderId, warehouseId } = await anOrder(shop);
  const warehouses = (await shop.api.ask("inventory", "listLocations", {})).rows.filter(
    ({ kind }) => kind === "warehouse",
  );
  const other = warehouses.find(({ id }) => id !== warehouseId);
  if (!other) throw new Error("The sample shop has only one warehouse.");
  const address = `/api/documents/quote/${orderId}`;
  const says = async (page: Page, path: string, sentence: RegExp, status: number) => {
    expect((await page.goto(path))?.status()).toBe(status);
    await expect(page.locator("body")).toHaveText(sentence);
  };
  const elsewhere = await open("staff", { as: await shop.person("staff", [other.id]), path: "/orders" });
  await says(
    elsewhere,
    address,
    /^This order does not exist, or belongs to a warehouse that you have no access to\.$/,
    404,
  );
  const own = await open("staff", { path: "/orders" });
  await says(
    own,
    `/api/documents/quote/${warehouseId}`,
    /^This order does not exist, or belongs to a warehouse that you have no access to\.$/,
    404,
  );
  await says(own, "/api/documents/quote/1001", /^There is no such document\. Go back to the order/, 404);
  await says(own, `/api/documents/pick-list/${orderId}`, /^The order is a draft, and then it has no pick list\./, 409);
  await says(await stranger(), address, /sign in/i, 401);
});
