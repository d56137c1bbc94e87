import { expect, test } from "./fixtures/journey";
import { scan } from "./fixtures/scanner";

test("a bin's code that several warehouses have is asked for, until one says where one works", async ({
  open,
  shop,
}) => {
  const { binCode, binId, warehouseId } = await shop.place();
  const warehouses = (await shop.api.ask("inventory", "listLocations", {})).rows.filter(
    ({ kind }) => kind === "warehouse",
  );
  const other = warehouses.find(({ id }) => id !== warehouseId);
  if (!other) throw new Error("The sample shop has only one warehouse.");
  const { locationId } = await shop.api.change("inventory", "createLocation", {
    parentId: other.id,
    kind: "bin",
    code: binCode,
  });
  const page = await open("staff", { path: "/orders", as: await shop.person("staff") });

  await scan(page, binCode);
  const question = page.getByRole("dialog", { name: `Which ${binCode}?` });
  await question.getByRole("button", { name: other.name }).click();
  await expect(page).toHaveURL(new RegExp(`/warehouses/bins/${locationId}$`));

  const chooser = page.getByRole("button", { name: "Choose where you work today" });
  await page.setViewportSize({ width: 390, height: 844 });
  await expect(chooser).toHaveText("Choose", { useInnerText: true });
  await page.setViewportSize({ width: 1440, height: 900 });
  await expect(chooser).toHaveText("Choose where you work", { useInnerText: true });
  await chooser.click();
  const here = warehouses.find(({ id }) => id === warehouseId)?.name ?? "";
  await page.getByRole("menuitemradio", { name: here }).click();
  await expect(page.getByRole("button", { name: `Working in ${here}` })).toBeVisible();
  await scan(page, binCode);
  await expect(page).toHaveURL(new RegExp(`/warehouses/bins/${binId}$`));
});
