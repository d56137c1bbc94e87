import { readFile } from "node:fs/promises";
import { lookAt } from "./fixtures/axe";
import { expect, test } from "./fixtures/journey";

test("an administrator finds who changed what, reads the difference, and takes the list along", async ({
  open,
  shop,
}) => {
  const goods = await shop.goods("Globe");
  await shop.api.change("catalog", "editProduct", {
    productId: goods.productId,
    version: 1,
    title: `${goods.title} lamp`,
    variants: [{ variantId: goods.variantId, sku: goods.sku, price: 2_490 }],
  });

  const page = await open("admin", { path: "/" });
  await page.getByRole("link", { name: "Audit", exact: true }).click();
  await expect(page.getByText(/^(Proved|Sealed) up to .+, head/)).toBeVisible();
  await expect(page.getByRole("button", { name: "Copy the head" })).toBeVisible();

  const me = await shop.api.ask("users", "getMe", {});
  await page.getByRole("combobox", { name: "Who" }).click();
  await page
    .getByRole("dialog")
    .getByRole("combobox")
    .fill(me?.actor.name ?? "");
  await page
    .getByRole("option", { name: me?.actor.name ?? "", exact: true })
    .first()
    .click();
  await page.getByRole("searchbox").or(page.getByPlaceholder("Number, SKU, email, IP or id")).first().fill(goods.sku);
  const list = page.getByRole("table", { name: "Audit" });
  // Narrowed, of all that the others do meanwhile.
  await expect(list.getByRole("row")).toHaveCount(3);
  await expect(list.getByRole("row").filter({ hasText: "Create product" })).toHaveCount(1);
  await list.getByRole("row").filter({ hasText: "Edit product" }).click();

  const entry = page.getByRole("dialog");
  await expect(entry.getByRole("cell", { name: goods.title, exact: true })).toBeVisible();
  await expect(entry.getByRole("cell", { name: `${goods.title} lamp`, exact: true })).toBeVisible();
  await expect(entry.getByRole("link", { name: `${goods.title} lamp` })).toHaveAttribute(
    "href",
    `/products/${goods.productId}`,
  );
  await expect(entry.getByRole("button", { name: "Copy the request number" })).toBeVisible();
  const { violations } = await (await lookAt(page)).include("[role=dialog]").analyze();
  expect(violations.map(({ id }) => id)).toEqual([]);
  await page.keyboard.press("Escape");

  const [file] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Export" }).click(),
  ]);
  const text = await readFile(await file.path(), "utf8");
  expect(text.split("\n")[0]).toContain("Time,Who,Key,Kind,Action");
  expect(text).toContain("catalog.editProduct");
  expect(text.trim().split("\n")).toHaveLength(3);

  await page.getByRole("button", { name: "Clear", exact: true }).click();
  await page.getByRole("button", { name: "Kind", exact: true }).click();
  await page.getByRole("menuitemradio", { name: "Exported list" }).click();
  await expect(list.getByRole("row").filter({ hasText: "history.listAll" }).first()).toBeVisible();
});

test("an administrator goes from an entry to all that its session did, and takes that along", async ({
  open,
  shop,
}) => {
  const [goods, other] = [await shop.goods("Sextant"), await shop.goods("Compass")];
  const page = await open("admin", { path: `/audit?search=${goods.sku}` });
  const list = page.getByRole("table", { name: "Audit" });
  await list.getByRole("row").filter({ hasText: "Create product" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Show all of this session" }).click();
  const session = page.getByRole("button", { name: /^Session: [0-9a-f]{8}$/ });
  await expect(session).toBeVisible();
  await expect(list.getByRole("row").filter({ hasText: other.title }).first()).toBeVisible();

  await page.getByPlaceholder("Number, SKU, email, IP or id").fill(other.sku);
  await expect(list.getByRole("row")).toHaveCount(2);
  const [file] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Export" }).click(),
  ]);
  expect((await readFile(await file.path(), "utf8")).trim().split("\n")).toHaveLength(2);
  await page.reload();
  await expect(session).toBeVisible();
  await page.getByRole("button", { name: "Clear", exact: true }).click();
  await expect(session).toHaveCount(0);
});

test("a manager reads what was done in the shop, and staff do not read the audit", async ({ open }) => {
  const manager = await open("manager", { path: "/audit" });
  await expect(manager.getByRole("table", { name: "Audit" })).toBeVisible();
  await manager.getByRole("button", { name: "Kind", exact: true }).click();
  await expect(manager.getByRole("menuitemradio", { name: "Orders" })).toBeVisible();
  await expect(manager.getByRole("menuitemradio", { name: "Refused sign-in" })).toHaveCount(0);
  await manager.keyboard.press("Escape");

  const clerk = await open("staff", { path: "/" });
  await expect(clerk.getByRole("link", { name: "Orders", exact: true })).toBeVisible();
  await expect(clerk.getByRole("link", { name: "Audit", exact: true })).toHaveCount(0);
  expect((await clerk.goto("/audit"))?.status()).toBe(404);
});
