import { lookAt } from "./fixtures/axe";
import { expect, test } from "./fixtures/journey";

test("what ships moves the report, and a sum leads by keys to the shipments behind it", async ({ open, shop }) => {
  const place = await shop.place();
  const goods = await shop.goods("Orrery", { at: place, quantity: 9_000 });
  const { orderId, number, customer } = await shop.draft(place, [{ goods, quantity: 9_000 }]);
  await shop.api.change("orders", "confirm", { orderId });

  const page = await open("manager", { path: "/reports?by=customer" });
  const table = page.getByRole("table", { name: "Sales by customer" });
  await expect(table).toBeVisible();
  const row = table.getByRole("row").filter({ hasText: customer });
  const { lines } = await shop.api.ask("orders", "get", { orderId });
  const [line] = lines;
  const picked = { orderLineId: line?.id ?? "", quantity: 9_000, locationId: place.binId, lotId: null };
  await shop.api.change("orders", "ship", { orderId, lines: [picked] });
  await expect(row).toContainText("179,100.00");
  const { violations } = await (await lookAt(page)).analyze();
  expect(violations.map(({ id, nodes }) => `${id} ${nodes[0]?.target.join(" ")}`)).toEqual([]);

  await table.getByRole("button", { name: "Margin" }).click();
  await expect(page).toHaveURL(/sort=margin/);
  await expect(table.getByRole("columnheader", { name: "Margin" })).toHaveAttribute("aria-sort", "descending");
  await table.getByRole("button", { name: "Margin" }).click();
  await expect(page.getByRole("heading", { name: "Weakest customers" })).toBeVisible();
  await table.getByRole("button", { name: "Net sales" }).click();

  await row.getByRole("link").first().focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 2, name: customer })).toBeVisible();
  const shipped = page.getByRole("table", { name: "Shipments and returns" }).getByRole("row");
  await expect(shipped.filter({ hasText: `#${number}` })).toContainText("179,100.00");
  await page.getByRole("link", { name: "All customers" }).click();
  await expect(row).toBeVisible();

  const clerk = await open("staff", { path: "/reports?sort=margin" });
  await expect(clerk.getByRole("table", { name: "Sales by item" })).toBeVisible();
  await expect(clerk.getByText("Margin")).toHaveCount(0);
});

test("a report that can't be reached says so once, in place of its sums, and loads when tried again", async ({
  open,
}) => {
  const page = await open("manager", { path: "/orders" });
  const sales = "**/api/trpc/*reports.listSales*";
  await page.route(sales, (route) => route.abort("failed"));
  await page.getByRole("link", { name: "Sales report", exact: true }).click();
  await expect(page.getByText("This did not load")).toHaveCount(1);
  await expect(page.getByText("Margin of sales")).toHaveCount(0);
  await page.unroute(sales);
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByRole("table", { name: "Sales by item" })).toBeVisible();
  await expect(page.getByText("Margin of sales")).toBeVisible();
});
