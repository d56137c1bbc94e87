import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { ListHistory } from "@/modules/history/contract";
import { listHistory } from "@/modules/history/queries";
import { placeOrder } from "@/modules/orders/place-order";
import { arrayOf } from "@/platform/database/rows";
import { inTransaction } from "@/platform/transaction";
import { CURRENCIES } from "@/shared/currencies";
import { minorDigits } from "@/shared/money";
import { testContext } from "@/testing/context";
import { testDatabase } from "@/testing/database";
import { aShop, aVariant } from "@/testing/shop";
import { receiveStock } from "@/testing/stock";
import { continueNumbers } from "./continue-numbers";
import { EditSettings } from "./contract";
import { editSettings } from "./edit-settings";
import { forgetShopSettings, getSettingsState, getShopSettings, listTimeZones, readShopSettings } from "./queries";
import { SHOP_ID } from "./shop";

const database = testDatabase();

const settings = (changed: Partial<EditSettings> = {}) =>
  EditSettings.parse({
    version: 1,
    companyName: "Harbour Goods",
    address: "Quay 4\n20457 Hamburg",
    country: "DE",
    vatNumber: "DE 811 907 980",
    locale: "de-DE",
    currency: "EUR",
    timeZone: "Europe/Berlin",
    pricesIncludeTax: false,
    roundsTaxOnce: false,
    taxRate: 190_000,
    paymentTermsDays: 30,
    defaultWarehouseId: null,
    ...changed,
  });

test("a change is seen at once by its process, and told in the history with old and new", async () => {
  const ctx = await testContext(database.db);
  await getShopSettings(ctx);
  expect(await editSettings(ctx, settings())).toEqual({ version: 2 });
  expect(await getShopSettings(ctx)).toMatchObject({ companyName: "Harbour Goods", vatNumber: "DE811907980" });
  const { rows } = await listHistory(ctx, ListHistory.parse({ entityId: SHOP_ID }));
  expect(rows).toMatchObject([
    { entity: "shop", before: { companyName: "" }, after: { companyName: "Harbour Goods" } },
  ]);
});

test("who reads the settings while they change does not keep the old ones", async () => {
  const ctx = await testContext(database.db);
  await inTransaction(ctx, async (inside) => {
    await editSettings(inside, settings({ timeZone: "Asia/Tokyo" }));
    expect(await getShopSettings(ctx)).toMatchObject({ timeZone: "Europe/Berlin" });
  });
  expect(await getShopSettings(ctx)).toMatchObject({ timeZone: "Asia/Tokyo" });
  forgetShopSettings();
});

test("what an older page or program has not heard of stays as it is, and is no change in the history", async () => {
  const ctx = await testContext(database.db);
  const told = { roundsTaxOnce: true, creditPolicy: "refuse", iban: "", documentFooter: "HRB 1" } as const;
  await editSettings(ctx, settings(told));
  const { roundsTaxOnce: _, ...older } = settings({ version: 2, companyName: "Harbour & Sons" });
  await editSettings(ctx, EditSettings.parse(older));
  expect(await getShopSettings(ctx)).toMatchObject({ ...told, companyName: "Harbour & Sons" });
  const { rows } = await listHistory(ctx, ListHistory.parse({ entityId: SHOP_ID }));
  expect(rows[0]).toMatchObject({ before: told, after: told });
});

test("the second of two administrators is refused, and sees what the first saved", async () => {
  const ctx = await testContext(database.db);
  await editSettings(ctx, settings({ companyName: "First & Sons" }));
  await expect(editSettings(ctx, settings({ companyName: "Second" }))).rejects.toMatchObject({
    code: "shop.settings-changed-meanwhile",
    details: { version: 2, theirs: { companyName: "First & Sons" } },
  });
});

test("the currency follows into the catalog until money is booked, and then stays", async () => {
  const ctx = await testContext(database.db);
  await editSettings(ctx, settings({ currency: "JPY" }));
  await editSettings(ctx, settings({ version: 2, currency: "CHF" }));
  const { warehouseId, customerId, variant } = await aShop(ctx, { TEA: 5 });
  await editSettings(ctx, settings({ version: 3, currency: "SEK" }));
  const [row] = await database.owner`select currency from variants`;
  expect(row).toEqual({ currency: "SEK" });
  await expect(editSettings(ctx, settings({ version: 4, currency: "JPY" }))).rejects.toMatchObject({
    code: "shop.prices-do-not-fit",
  });

  expect(await getSettingsState(ctx)).toMatchObject({ currencyIsBooked: false });
  await placeOrder(ctx, { customerId, warehouseId, lines: [{ variantId: variant.TEA, quantity: 1 }], confirm: false });

  expect(await getSettingsState(ctx)).toMatchObject({ currencyIsBooked: true });
  await expect(editSettings(ctx, settings({ version: 4, currency: "NOK" }))).rejects.toMatchObject({
    code: "shop.currency-is-booked",
    details: { currency: "SEK" },
  });
  await editSettings(ctx, settings({ version: 4, currency: "SEK", companyName: "Still may change" }));
});

test("what was paid for is booked too", async () => {
  const ctx = await testContext(database.db);
  const { binId } = await aShop(ctx, {});
  const variantId = await aVariant(ctx, { sku: "RICE", price: 0 });
  await receiveStock(ctx, { lines: [{ variantId, locationId: binId, quantity: 1, unitCost: 12_500 }] });
  await expect(editSettings(ctx, settings({ currency: "CHF" }))).rejects.toMatchObject({
    code: "shop.currency-is-booked",
  });
});

test("the database itself keeps the currency, whoever writes the row", async () => {
  const ctx = await testContext(database.db);
  const { warehouseId, customerId, variant } = await aShop(ctx, { TEA: 5 });
  await placeOrder(ctx, { customerId, warehouseId, lines: [{ variantId: variant.TEA, quantity: 1 }], confirm: false });
  await expect(database.owner`update shop_settings set currency = 'CHF'`).rejects.toMatchObject({
    constraint_name: "shop_settings_currency_is_booked",
  });
});

test("a time zone is one that the database and JavaScript both know", async () => {
  const ctx = await testContext(database.db);
  for (const timeZone of ["Europe/Atlantis", "Berlin", "", "europe"])
    expect(EditSettings.safeParse({ ...settings(), timeZone }).success).toBe(false);
  // JavaScript takes it whatever its case; Postgres and other programs may not.
  await expect(editSettings(ctx, settings({ timeZone: "europe/berlin" }))).rejects.toMatchObject({
    code: "shop.time-zone-unknown",
  });
  const zones = await listTimeZones(ctx);
  expect(zones).toEqual(expect.arrayContaining(["Europe/Berlin", "Asia/Kolkata", "America/New_York", "UTC"]));
});

test("the default warehouse is a warehouse: no bin, no virtual place, no other id", async () => {
  const ctx = await testContext(database.db);
  const { warehouseId, binId } = await aShop(ctx, {});
  for (const defaultWarehouseId of [binId, "00000000-0000-7000-8000-000000000011", SHOP_ID])
    await expect(editSettings(ctx, settings({ defaultWarehouseId }))).rejects.toMatchObject({
      code: "shop.warehouse-unknown",
    });
  await editSettings(ctx, settings({ defaultWarehouseId: warehouseId }));
  expect(await readShopSettings(ctx)).toMatchObject({ defaultWarehouseId: warehouseId });
});

test("numbers only go up", async () => {
  const ctx = await testContext(database.db);
  const { warehouseId, customerId, variant } = await aShop(ctx, { TEA: 5 });
  await continueNumbers(ctx, { series: "orders", next: 5_000, note: "" });
  const lines = [{ variantId: variant.TEA, quantity: 1 }];
  expect(await placeOrder(ctx, { customerId, warehouseId, lines, confirm: false })).toMatchObject({
    number: { value: 5_000 },
  });
  await expect(continueNumbers(ctx, { series: "orders", next: 5_000, note: "" })).rejects.toMatchObject({
    code: "shop.number-already-drawn",
    details: { next: 5_001 },
  });
  expect(await getSettingsState(ctx)).toMatchObject({ nextOrderNumber: 5_001 });
});

test("the database and the browser give each currency the same decimals", async () => {
  const rows = await database.db.execute<{ code: string; digits: number }>(
    sql`select code, currency_digits(code) as digits from unnest(${arrayOf(CURRENCIES, "text")}) as code`,
  );
  expect(rows.map(({ digits }) => digits)).toEqual(rows.map(({ code }) => minorDigits(code)));
});
