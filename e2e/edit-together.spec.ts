import { expect, test } from "./fixtures/journey";

test("of two people who edit one product, the second is stopped, sees both values, and loses nothing", async ({
  open,
  shop,
}) => {
  const goods = await shop.goods("Teapot");
  const path = `/products/${goods.productId}/edit`;
  const [first, second] = [await open("admin", { path }), await open("manager", { path })];
  await expect(second.getByLabel("Title")).toHaveValue(goods.title);

  await second.getByLabel("Title").fill("Teapot of the second");
  await second.getByLabel("Description").fill("Only the second wrote this");
  await first.getByLabel("Title").fill("Teapot of the first");
  await first.getByLabel("Vendor").fill("Only the first wrote this");
  await first.getByRole("button", { name: "Save" }).click();
  await expect(first).toHaveURL(new RegExp(`/products/${goods.productId}$`));

  await expect(second.getByText("Someone changed this product while you were editing.")).toBeVisible();
  await second.getByRole("button", { name: "Save" }).click();
  await expect(second.getByText(/changed this product while you were editing it/)).toBeVisible();
  const contest = second.getByRole("radiogroup", { name: "Title" });
  await expect(contest).toContainText("Teapot of the second");
  await expect(contest).toContainText("Teapot of the first");
  await expect(second.getByText("Only the first wrote this")).toBeVisible();
  await expect(second.getByRole("button", { name: "Save with these values" })).toBeDisabled();

  await contest.getByRole("radio", { name: /^Yours/ }).click();
  await second.getByRole("button", { name: "Save with these values" }).click();
  await expect(second).toHaveURL(new RegExp(`/products/${goods.productId}$`));
  const { title, vendor, description } = await shop.api.ask("catalog", "getProduct", { productId: goods.productId });
  expect({ title, vendor, description }).toEqual({
    title: "Teapot of the second",
    vendor: "Only the first wrote this",
    description: "Only the second wrote this",
  });
  await expect(first.getByRole("heading", { level: 1, name: "Teapot of the second" })).toBeVisible();
});
