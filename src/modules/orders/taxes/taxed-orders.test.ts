import { beforeEach, describe, expect, test } from "vitest";
import { createTaxCategory } from "@/modules/catalog/taxes/create-tax-category";
import { setTaxRate } from "@/modules/catalog/taxes/set-tax-rate";
import { STANDARD_TAX_ID } from "@/modules/catalog/taxes/tax";
import { SetTaxRate } from "@/modules/catalog/taxes/tax-inputs";
import { createCustomer } from "@/modules/customers/create-customer";
import { listAddresses } from "@/modules/customers/queries";
import { setAddresses } from "@/modules/customers/set-addresses";
import { setTerms } from "@/modules/customers/set-terms";
import { createWarehouse } from "@/modules/inventory/locations/create-warehouse";
import { cancelOrder } from "@/modules/orders/cancel-order";
import { changeOrder } from "@/modules/orders/changes/change-order";
import type { ChangeOrder, PlaceOrder } from "@/modules/orders/contract";
import { editOrder } from "@/modules/orders/edit-order";
import { duplicateOrder } from "@/modules/orders/origins/duplicate-order";
import { reopenAsDraft } from "@/modules/orders/origins/reopen-as-draft";
import { splitOrder } from "@/modules/orders/origins/split-order";
import { placeOrder } from "@/modules/orders/place-order";
import { getOrder } from "@/modules/orders/queries";
import { shipOrder } from "@/modules/orders/ship-order";
import type { Context } from "@/platform/context";
import { verifyBooks } from "@/server/verify-books";
import { toRate } from "@/shared/money";
import { testContext } from "@/testing/context";
import { testDatabase } from "@/testing/database";
import { aShop } from "@/testing/shop";
import { receiveStock } from "@/testing/stock";
import { listTaxes } from "./find-taxes";

const database = testDatabase();
const percent = (value: number) => toRate(Math.round(value * 10_000));
const VAT = "FR40303265045";

let ctx: Context;
let shop: Awaited<ReturnType<typeof aShop<"TEA" | "MUG">>>;
beforeEach(async () => {
  ctx = { ...(await testContext(database.db)), now: new Date("2026-07-15T12:00:00Z") };
  shop = await aShop(ctx, { TEA: 50, MUG: 50 });
  await database.owner`update shop_settings set tax_rate = 190000, country = 'DE', tax_free_abroad = true`;
  await setTaxRate(ctx, SetTaxRate.parse({ taxCategoryId: STANDARD_TAX_ID, country: "FR", rate: percent(20) }));
});

type Asked = Partial<PlaceOrder> & { sku?: "TEA" | "MUG" };
async function place({ sku = "TEA", ...asked }: Asked = {}): Promise<string> {
  const lines = [{ variantId: shop.variant[sku], quantity: 2, unitPrice: 1_000 }];
  const head = { customerId: shop.customerId, warehouseId: shop.warehouseId, lines };
  return (await placeOrder(ctx, { ...head, confirm: true, ...asked })).orderId;
}
const customer = async (values: object) => (await createCustomer(ctx, { name: "Claire", ...values })).customerId;
const taxOf = async (orderId: string) => {
  const { lines, taxBasis, amounts } = await getOrder(ctx, { orderId });
  const [line] = lines;
  return {
    treatment: taxBasis?.treatment,
    rate: line?.taxRate,
    category: line?.taxCategory,
    reason: line?.taxReason,
    tax: amounts.ordered.tax,
  };
};
const AT_HOME = { treatment: "taxed", rate: percent(19), category: "S", reason: "", tax: 380 };
const EU_SUPPLY = { treatment: "eu-supply", rate: 0, category: "K", reason: "", tax: 0 };

describe("an order is taxed", () => {
  test("at home, in another member state, out of the EU, and of a company there", async () => {
    expect(await taxOf(await place())).toEqual(AT_HOME);
    const person = await customer({ country: "FR" });
    expect(await taxOf(await place({ customerId: person }))).toMatchObject({ rate: percent(20), category: "S" });
    const company = await customer({ country: "FR", vatNumber: VAT });
    expect(await taxOf(await place({ customerId: company }))).toEqual(EU_SUPPLY);
    const swiss = await customer({ country: "CH" });
    expect(await taxOf(await place({ customerId: swiss }))).toMatchObject({
      treatment: "export",
      category: "G",
      tax: 0,
    });
  });

  test("by where its goods go, and not by where the customer is", async () => {
    const customerId = await customer({ country: "DE" });
    const hallIn = (country: string, isDeliveryDefault: boolean) => ({
      recipient: "",
      address: "The hall",
      postcode: "",
      city: "",
      country,
      isDeliveryDefault,
      isBillingDefault: false,
    });
    await setAddresses(ctx, { customerId, version: 1, addresses: [hallIn("FR", true), hallIn("CH", false)] });
    const ids = (await listAddresses(ctx, customerId)).map(({ id }) => id);
    expect(await taxOf(await place({ customerId }))).toMatchObject({ rate: percent(20) });
    const deliveryAddressId = ids[1] ?? "";
    expect(await taxOf(await place({ customerId, deliveryAddressId }))).toMatchObject({ category: "G" });
    expect(await taxOf(await place({ customerId, deliveryAddressId: customerId }))).toEqual(AT_HOME);
  });

  test("by the region of its postcode, and the day on which it is written", async () => {
    const rates = { taxCategoryId: STANDARD_TAX_ID, country: "FR", region: "20" };
    await setTaxRate(ctx, SetTaxRate.parse({ ...rates, rate: percent(10) }));
    await setTaxRate(ctx, SetTaxRate.parse({ ...rates, validFrom: "2027-01-01", rate: percent(13) }));
    const customerId = await customer({ country: "FR", postcode: "20 000" });
    expect(await taxOf(await place({ customerId }))).toMatchObject({ rate: percent(10) });
    // A day of the shop's calendar: in Berlin it begins an hour before that of UTC.
    ctx = { ...ctx, now: new Date("2026-12-31T23:30:00Z") };
    expect(await taxOf(await place({ customerId }))).toMatchObject({ rate: percent(13) });
  });

  test("not at all for who is exempt, while their certificate holds, and says why", async () => {
    const terms = { paymentTermsDays: null, creditLimit: null, creditPolicy: null };
    const exempt = {
      taxExemptReason: "Embassy",
      taxExemptCode: "VATEX-EU-151-1A",
      taxExemptNumber: "B-7",
      taxExemptUntil: "2027-01-31",
    };
    const customerId = await customer({ country: "DE" });
    await setTerms(ctx, { customerId, version: 1, ...terms, ...exempt });
    const orderId = await place({ customerId });
    expect(await taxOf(orderId)).toEqual({ treatment: "exempt", rate: 0, category: "E", reason: "Embassy", tax: 0 });
    expect((await getOrder(ctx, { orderId })).taxBasis?.code).toBe("VATEX-EU-151-1A");
    expect((await getOrder(ctx, { orderId })).taxBasis?.number).toBe("B-7");
    ctx = { ...ctx, now: new Date("2027-02-01T12:00:00Z") };
    expect(await taxOf(await place({ customerId }))).toEqual(AT_HOME);
  });

  test("by the category of its goods, whose reason goes along", async () => {
    const stamps = await createTaxCategory(ctx, { name: "Stamps", code: "E", reason: "Postal services" });
    await database.owner`update products set tax_category_id = ${stamps.taxCategoryId}
      where id = (select product_id from variants where id = ${shop.variant.MUG})`;
    const orderId = await place({ sku: "MUG", customerId: await customer({ country: "CH" }) });
    expect(await taxOf(orderId)).toMatchObject({ treatment: "export", category: "E", reason: "Postal services" });
  });

  test("by where they leave: from a warehouse in France a supply to Germany, and taxed at home there", async () => {
    await database.owner`update locations set country = 'FR' where id = ${shop.warehouseId}`;
    const german = await customer({ country: "DE", vatNumber: "DE123456789" });
    const orderId = await place({ customerId: german });
    expect(await taxOf(orderId)).toEqual(EU_SUPPLY);
    expect((await getOrder(ctx, { orderId })).taxBasis).toMatchObject({ country: "DE", from: "FR" });
    const french = await customer({ country: "FR", vatNumber: VAT });
    expect(await taxOf(await place({ customerId: french }))).toMatchObject({ rate: percent(20), category: "S" });
    const asked = { customerId: german, variantIds: [shop.variant.TEA] };
    const [line] = (await listTaxes(ctx, { ...asked, warehouseId: shop.warehouseId })).lines;
    expect(line).toMatchObject({ taxCategory: "K" });
    expect((await listTaxes(ctx, asked)).lines).toMatchObject([{ taxCategory: "S" }]);
  });

  test("by reverse charge to a company at home, and at the standard rate to anybody else", async () => {
    const scrap = await createTaxCategory(ctx, { name: "Scrap", code: "AE", reason: "§ 13b UStG" });
    await database.owner`update products set tax_category_id = ${scrap.taxCategoryId}
      where id = (select product_id from variants where id = ${shop.variant.MUG})`;
    const company = await customer({ country: "DE", vatNumber: "DE123456789" });
    const owed = await place({ sku: "MUG", customerId: company });
    expect(await taxOf(owed)).toMatchObject({ category: "AE", rate: 0, reason: "§ 13b UStG", tax: 0 });
    expect(await taxOf(await place({ sku: "MUG" }))).toEqual(AT_HOME);
  });

  test("as somebody typed it, and then no rule is its reason", async () => {
    const lines = [{ variantId: shop.variant.TEA, quantity: 2, unitPrice: 1_000, taxRate: percent(7) }];
    expect(await taxOf(await place({ lines }))).toMatchObject({ rate: percent(7), category: null });
  });
});

test("a form is told what the order will be taxed by", async () => {
  const customerId = await customer({ country: "FR", vatNumber: VAT });
  const asked = { customerId, variantIds: [shop.variant.TEA] };
  expect(await listTaxes(ctx, asked)).toEqual({
    basis: { treatment: "eu-supply", country: "FR", reason: "", number: VAT },
    lines: [{ variantId: shop.variant.TEA, name: "Standard", taxRate: 0, taxCategory: "K", taxReason: "" }],
  });
  const elsewhere = await listTaxes(ctx, { ...asked, to: { country: "DE", postcode: "" } });
  expect(elsewhere.lines).toMatchObject([{ taxRate: percent(19) }]);
  expect((await listTaxes(ctx, { ...asked, customerId: null })).lines).toMatchObject([{ taxRate: percent(19) }]);
});

describe("an order that is written", () => {
  test("as a draft is taxed anew for another customer, with its shipping; a typed rate stays", async () => {
    const lines = [
      { variantId: shop.variant.TEA, quantity: 2, unitPrice: 1_000 },
      { variantId: shop.variant.MUG, quantity: 1, unitPrice: 1_000, taxRate: percent(7) },
    ];
    const orderId = await place({ confirm: false, lines, shipping: { price: 500 } });
    expect((await getOrder(ctx, { orderId })).amounts.ordered.tax).toBe(380 + 70 + 95);
    const customerId = await customer({ country: "FR" });
    await editOrder(ctx, { orderId, version: 1, customerId, warehouseId: shop.warehouseId, lines });
    expect((await getOrder(ctx, { orderId })).amounts.ordered.tax).toBe(400 + 70 + 100);
  });

  const changed = async (orderId: string, change: Partial<ChangeOrder> = {}) => {
    const { version, lines, customer: buyer, warehouseId } = await getOrder(ctx, { orderId });
    const asked = lines.map(({ id, variantId, quantity }) => ({ orderLineId: id, variantId, quantity }));
    await changeOrder(ctx, { orderId, version, customerId: buyer.id, warehouseId, lines: asked, ...change });
  };

  test("and confirmed keeps its tax, until somebody asks for the one that holds now", async () => {
    const orderId = await place({ shipping: { price: 500 } });
    await database.owner`update shop_settings set tax_rate = 200000`;
    await changed(orderId, { note: "By Friday" });
    expect(await taxOf(orderId)).toEqual({ ...AT_HOME, tax: 380 + 95 });
    await changed(orderId, { retax: true });
    expect(await taxOf(orderId)).toMatchObject({ rate: percent(20), category: "S", tax: 400 + 100 });
    expect(await verifyBooks(ctx)).toMatchObject({ isSound: true });
  });

  test("and confirmed is taxed anew for another customer", async () => {
    const orderId = await place();
    await changed(orderId, { customerId: await customer({ country: "FR", vatNumber: VAT }) });
    expect(await taxOf(orderId)).toEqual(EU_SUPPLY);
    expect(await verifyBooks(ctx)).toMatchObject({ isSound: true });
  });

  test("and confirmed is taxed anew from a warehouse in another country, and not from another at home", async () => {
    const orderId = await place({ customerId: await customer({ country: "DE", vatNumber: "DE123456789" }) });
    const at = async (code: string, country: string) => {
      const { warehouseId, binId } = await createWarehouse(ctx, { code, name: code, country });
      await receiveStock(ctx, { lines: [{ variantId: shop.variant.TEA, locationId: binId, quantity: 5 }] });
      return warehouseId;
    };
    await database.owner`update shop_settings set tax_rate = 200000`;
    await changed(orderId, { warehouseId: await at("KIEL", "") });
    expect(await taxOf(orderId)).toEqual(AT_HOME);
    await changed(orderId, { warehouseId: await at("LYON", "FR") });
    expect(await taxOf(orderId)).toEqual(EU_SUPPLY);
    await database.owner`update shop_settings set tax_free_abroad = false`;
    await changed(orderId, { note: "By Friday" });
    expect(await taxOf(orderId)).toEqual(EU_SUPPLY);
    await changed(orderId, { warehouseId: shop.warehouseId });
    expect(await taxOf(orderId)).toMatchObject({ rate: percent(20), category: "S" });
    expect(await verifyBooks(ctx)).toMatchObject({ isSound: true });
  });

  test("and shipped keeps the tax of what has shipped", async () => {
    const orderId = await place();
    const [line] = (await getOrder(ctx, { orderId })).lines;
    const pick = { orderLineId: line?.id ?? "", quantity: 1, locationId: shop.binId, lotId: null };
    await shipOrder(ctx, { orderId, lines: [pick] });
    await database.owner`update shop_settings set tax_rate = 200000`;
    await changed(orderId, { retax: true });
    expect(await taxOf(orderId)).toEqual(AT_HOME);
  });

  test("takes its tax along when it is split, and a duplicate has that of today", async () => {
    const orderId = await place({ customerId: await customer({ country: "FR", vatNumber: VAT }) });
    const { lines, version } = await getOrder(ctx, { orderId });
    await database.owner`update shop_settings set tax_free_abroad = false`;
    const moved = { orderId, version, lines: [{ orderLineId: lines[0]?.id ?? "", quantity: 1 }] };
    const part = await splitOrder(ctx, moved);
    expect(await taxOf(part.orderId)).toEqual(EU_SUPPLY);
    const again = await duplicateOrder(ctx, { orderId });
    expect(await taxOf(again.orderId)).toMatchObject({ treatment: "taxed", rate: percent(20) });
  });

  test("is taxed by one basis: as it was confirmed is what is added to it, and what is reopened of it", async () => {
    const customerId = await customer({ country: "FR", vatNumber: VAT });
    const orderId = await place({ customerId });
    await database.owner`update customers set vat_number = '' where id = ${customerId}`;
    const { lines } = await getOrder(ctx, { orderId });
    const [tea] = lines;
    const kept = { orderLineId: tea?.id ?? "", variantId: shop.variant.TEA, quantity: 2 };
    await changed(orderId, { lines: [kept, { variantId: shop.variant.MUG, quantity: 1, unitPrice: 500 }] });
    const { lines: both, taxBasis } = await getOrder(ctx, { orderId });
    expect(both.map(({ taxCategory }) => taxCategory)).toEqual(["K", "K"]);
    await cancelOrder(ctx, { orderId });
    const again = await reopenAsDraft(ctx, { orderId });
    expect(await taxOf(again.orderId)).toEqual(EU_SUPPLY);
    expect((await getOrder(ctx, { orderId: again.orderId })).taxBasis).toEqual(taxBasis);
  });
});
