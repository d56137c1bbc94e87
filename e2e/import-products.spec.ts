import type { Page } from "@playwright/test";
import postgres from "postgres";
import { expect, test } from "./fixtures/journey";
import type { Goods } from "./fixtures/shop";

const GOOD_ROWS = 3_000;
const HEADER = "Handle;Title;SKU;Barcode;Price;Unit;Vendor;Was kostet es";

/** Good rows, and among them one of each way in which a row can be wrong. Row 1 is the header. */
function fileOf(run: number, taken: Goods): { text: string; wrongBarcodeRow: number } {
  const good = Array.from({ length: GOOD_ROWS }, (_, index) =>
    [
      `import-${run}-${index};"Lamp ${run}-${index}";L-${run}-${index};;`,
      `${10 + (index % 90)}.50;each;"Lamps; and more";4.2`,
    ].join(""),
  );
  const bad = [
    `bad-price-${run};"Priced in ""words""";BP-${run};;twelve;each;;`,
    `bad-barcode-${run};Wrong check digit;BB-${run};4006381333932;9.90;each;;`,
    `bad-unit-${run};Unknown unit;BU-${run};;9.90;bushel;;`,
    `ragged-${run};Too many cells;RG-${run};;9.90;each;;;more;and more`,
    `taken-${run};Taken barcode;TB-${run};${taken.barcode};9.90;each;;`,
    `no-sku-${run};"A title on\ntwo lines";;;9.90;each;;`,
  ];
  return { text: ["\ufeff" + HEADER, ...good.slice(0, 2), ...bad, ...good.slice(2)].join("\r\n"), wrongBarcodeRow: 5 };
}

/** Every text that the bar of progress has shown so far. */
async function watchProgress(page: Page): Promise<() => Promise<string[]>> {
  await page.evaluate(() => {
    const seen = new Set<string>();
    Reflect.set(window, "progressSeen", seen);
    new MutationObserver(() => {
      for (const bar of document.querySelectorAll("[role=progressbar]"))
        seen.add(`${bar.getAttribute("aria-label")}: ${bar.getAttribute("aria-valuetext")}`);
    }).observe(document.body, { subtree: true, childList: true, attributes: true, characterData: true });
  });
  return () => page.evaluate(() => [...(Reflect.get(window, "progressSeen") as Set<string>)]);
}

const upload = async (page: Page, name: string, text: string) => {
  await page.goto("/products/import");
  await page
    .getByLabel("CSV file of products")
    .setInputFiles({ name, mimeType: "text/csv", buffer: Buffer.from(text) });
  await expect(page).toHaveURL(/\/products\/import\/[0-9a-f-]{36}$/);
};
const stat = (page: Page, label: string) =>
  page
    .getByText(label, { exact: true })
    .locator("xpath=ancestor::*[contains(., 'products') or contains(., 'rows')][1]");

test("a file is mapped, checked and imported; bad cells are named and stop nothing; twice changes nothing", async ({
  open,
  shop,
}) => {
  const taken = await shop.goods("Taken Lamp");
  const run = Number(taken.sku.slice(2));
  const { text } = fileOf(run, taken);
  const page = await open("manager", { path: "/products" });
  await upload(page, "lamps.csv", text);

  const preview = page.getByRole("table", { name: "Preview" });
  await expect(preview.getByRole("row").filter({ hasText: `Lamp ${run}-0` })).toContainText("€10.50");
  await expect(preview.getByRole("row").filter({ hasText: "Unknown unit" })).toContainText(
    "The unit must be each, g, ml or mm.",
  );
  await expect(preview.getByRole("row").filter({ hasText: "A title on" })).toContainText(
    /A title on two lines.*Generated/,
  );
  await page.getByRole("button", { name: /^Show \d+ more column/ }).click();
  await page.getByLabel("Was kostet es").click();
  await page.getByRole("option", { name: "Cost", exact: true }).click();
  const progress = await watchProgress(page);
  await page.getByRole("button", { name: "Check the file" }).click();

  const problems = page.getByRole("table", { name: "Problems" });
  await expect(page.getByText("Ready to import")).toBeVisible({ timeout: 30_000 });
  await expect(page.getByText("Importing would make these changes.")).toBeVisible();
  const problem = (row: number) =>
    problems.getByRole("row").filter({ has: page.getByRole("cell", { name: String(row), exact: true }) });
  await expect(problem(4)).toHaveText(/Price.*twelve.*/);
  await expect(problem(5)).toHaveText(/Barcode.*4006381333932.*The check digit is wrong: it should be 1\./);
  await expect(problem(6)).toHaveText(/Unit.*bushel/);
  await expect(problem(7)).toHaveText(/Whole row.*10 cells.*Row skipped/);
  await expect(problem(8)).toContainText(taken.barcode);
  expect(await shop.api.ask("catalog", "findByCode", { code: `L-${run}-7` }), "a check changes nothing").toBeNull();

  await page.getByRole("button", { name: /^Import 3,00\d rows/ }).click();
  await expect(page.getByText("Imported", { exact: true })).toBeVisible({ timeout: 45_000 });
  const shown = await progress();
  expect(
    shown.filter((line) => /^Importing: [1-9][\d,]* of 3,00\d rows$/.test(line)).length,
    shown.join("\n"),
  ).toBeGreaterThan(0);
  await expect(stat(page, "Created")).toContainText(/3,00\d/);
  const lamp = await shop.api.ask("catalog", "findByCode", { code: `L-${run}-7` });
  const { variants, vendor } = await shop.api.ask("catalog", "getProduct", { productId: lamp?.productId ?? "" });
  expect({ vendor, price: variants[0]?.price, cost: variants[0]?.cost }).toEqual({
    vendor: "Lamps; and more",
    price: 1_750,
    cost: 4_200_000,
  });

  const again = await watchOther(page, text);
  await expect(
    again.getByText("The catalog already matches this file. Importing it would change nothing."),
  ).toBeVisible({ timeout: 30_000 });
  await again.getByRole("button", { name: /^Import anyway/ }).click();
  await expect(again.getByText("Imported", { exact: true })).toBeVisible({ timeout: 30_000 });
  await expect(stat(again, "Created")).toContainText(/Created\s*0/);
  await expect(stat(again, "Changed")).toContainText(/Changed\s*0/);
});

/** The same file once more: how its columns were matched is remembered. */
async function watchOther(page: Page, text: string): Promise<Page> {
  await upload(page, "lamps-again.csv", text);
  await expect(page.getByLabel("Was kostet es")).toHaveText("Cost");
  await page.getByRole("button", { name: "Check the file" }).click();
  return page;
}

test("an import whose job died shows how far it came, and goes on from there when it is resumed", async ({
  open,
  system,
}) => {
  const page = await open("manager", { path: "/products" });
  const run = Date.now();
  await upload(
    page,
    "stools.csv",
    `Title,SKU,Price\n${Array.from({ length: 40 }, (_, index) => `Stool ${index},ST-${run}-${index},9\n`).join("")}`,
  );
  await page.getByRole("button", { name: "Check the file" }).click();
  await expect(page.getByRole("button", { name: /^Import 40 rows/ })).toBeVisible({ timeout: 30_000 });
  const sql = postgres(system.databaseUrl, { max: 1, onnotice: () => {} });
  await sql`
    update product_imports set status = 'applying', rows_done = 20, products_created = 0, stopped_at = now()
    where id = ${page.url().split("/").at(-1) ?? ""}`;
  await sql.end();
  await page.reload();

  await expect(page.getByText("Import stopped")).toBeVisible();
  await expect(page.getByText("20 of 40 rows imported; they are kept.")).toBeVisible();
  await page.getByRole("button", { name: "Resume" }).click();
  await expect(page.getByText("Imported", { exact: true })).toBeVisible({ timeout: 30_000 });
  await expect(stat(page, "Created")).toContainText("20");
});

test("a file that is no CSV is refused in a sentence", async ({ open }) => {
  const page = await open("manager", { path: "/products/import" });
  await page.getByLabel("CSV file of products").setInputFiles({
    name: "book.csv",
    mimeType: "text/csv",
    buffer: Buffer.from("PK\u0003\u0004\u0000\u0000 no csv"),
  });
  await expect(page.getByText("This is a workbook or a zip archive. Save it as CSV and upload that.")).toBeVisible();
});
