import { expect, test } from "./fixtures/journey";

test("Enter chooses the first that is found, also after words that found nothing", async ({ open, shop }) => {
  const { name } = await shop.customer();
  const page = await open("admin", { path: "/orders/new" });
  const customer = page.getByRole("combobox", { name: "Customer" });
  await customer.click();
  const words = page.getByRole("combobox", { expanded: true }).and(page.getByPlaceholder("Type to search"));
  await expect(page.getByRole("option").first()).toBeVisible();
  await words.fill("nobody is called so");
  await expect(page.getByText("No customer matches.")).toBeVisible();
  await words.fill(name);
  await expect(page.getByRole("option", { name })).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(customer).toHaveText(name);
});

test("Enter before the answer takes nothing of what was found earlier", async ({ open, shop }) => {
  const place = await shop.place();
  const goods = await shop.goods("Astrolabe", { at: place, quantity: 1 });
  const page = await open("admin", { path: "/stock/move" });
  await page.getByRole("combobox", { name: "Search by name" }).click();
  await expect(page.getByRole("option").first()).toBeVisible();

  let answer = () => {};
  const held = new Promise<void>((resolve) => (answer = resolve));
  await page.route("**/api/trpc/*catalog.searchVariants*", async (route) => {
    if (route.request().url().includes(goods.sku)) await held;
    await route.continue();
  });
  await page.getByPlaceholder("Type to search").fill(goods.sku);
  await page.keyboard.press("Enter");
  await expect(page.getByText("Searching…")).toBeVisible();
  answer();
  await expect(page.getByRole("option")).toHaveCount(1);
  await expect(page.getByRole("option", { name: goods.title })).toBeVisible();
});

test("a search takes of a long text what can be searched for, and the list stays", async ({ open }) => {
  const page = await open("admin", { path: "/customers" });
  const search = page.getByRole("searchbox").first();
  await search.fill("a whole paragraph ".repeat(30));
  expect(await search.inputValue()).toHaveLength(200);
  await expect(page.getByText("No customer matches")).toBeVisible();
  await expect(page.getByRole("heading", { name: "Not found" })).toBeHidden();
});

test("a search without an answer doesn't say that nothing was found", async ({ open }) => {
  const page = await open("staff", { path: "/orders/new" });
  await page.getByRole("combobox", { name: "Customer" }).click();
  await expect(page.getByRole("option").first()).toBeVisible();
  await page.route("**/api/trpc/*customers.list*", (route) => route.fulfill({ status: 500, body: "" }));
  await page.getByPlaceholder("Type to search").fill("Anna");
  await expect(page.getByText("The server can't be reached. Check the connection and type again.")).toBeVisible();
  await page.unrouteAll();
  await page.getByPlaceholder("Type to search").fill("Anna B");
  await expect(page.getByRole("option", { name: "Anna Brandt" }).first()).toBeVisible();
});
