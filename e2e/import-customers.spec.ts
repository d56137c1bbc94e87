import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures/journey";

const choose = (page: Page, name: string, lines: readonly string[]) =>
  page
    .getByLabel("CSV file of customers")
    .setInputFiles({ name, mimeType: "text/csv", buffer: Buffer.from(lines.join("\r\n")) });

test("a file of customers is looked at before anything is written, imported, and changes nothing again", async ({
  open,
  shop,
}) => {
  const run = Date.now().toString(36);
  const header = "Name;Email;Country;Credit limit";
  const good = `Bakery ${run};bakery-${run}@example.test;DE;1500.50`;
  const named = async () => (await shop.api.ask("customers", "list", { search: run })).rows.map(({ name }) => name);
  const page = await open("manager", { path: "/customers" });
  await page.getByRole("link", { name: "Import", exact: true }).click();

  await choose(page, "customers.csv", [header, good, `Florist ${run};no address;Nowhere;`]);
  const problems = page.getByRole("table", { name: "Problems" });
  await expect(problems.getByRole("row").filter({ hasText: "Nowhere" })).toContainText(/3.*Country.*two-letter/);
  await expect(problems.getByRole("row").filter({ hasText: "no address" })).toContainText(
    "Enter a valid email address.",
  );
  const changes = page.getByRole("table", { name: "Changes" });
  await expect(changes.getByRole("row").filter({ hasText: `Bakery ${run}` })).toContainText(/New.*1500\.50/);
  expect(await named(), "looking writes nothing").toEqual([]);

  const mended = [header, good, `Florist ${run};florist-${run}@example.test;AT;`];
  await page.getByRole("button", { name: "Choose another file" }).click();
  await choose(page, "mended.csv", mended);
  await expect(changes.getByRole("row").filter({ hasText: `Florist ${run}` })).toBeVisible();
  await expect(problems).toBeHidden();
  await page.getByRole("button", { name: "Import customers" }).click();
  await expect(page.getByText("2 customers added, 0 changed.")).toBeVisible();
  expect(await named()).toEqual([`Bakery ${run}`, `Florist ${run}`]);

  await page.goto("/customers/import");
  await choose(page, "mended.csv", mended);
  await expect(page.getByText("Nothing to import")).toBeVisible();
  await expect(page.getByRole("button", { name: "Import customers" })).toBeDisabled();
  expect(await named()).toEqual([`Bakery ${run}`, `Florist ${run}`]);
});
