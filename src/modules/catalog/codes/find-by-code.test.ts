import { beforeAll, describe, expect, test } from "vitest";
import { CreateProduct, ListProducts } from "@/modules/catalog/contract";
import { createProduct } from "@/modules/catalog/create-product";
import { listProducts } from "@/modules/catalog/product-list";
import { findByCode } from "@/modules/catalog/queries";
import { searchVariants } from "@/modules/catalog/search-variants";
import type { Context } from "@/platform/context";
import { testContext } from "@/testing/context";
import { testDatabase } from "@/testing/database";
import { checkDigitOf } from "./gtin";

const database = testDatabase({ keepRows: true });
let ctx: Context;

const scale = (digits: string) => `${digits}${checkDigitOf(digits)}`;

/** As long as a SKU may be, and not told from another by its first 65 characters. */
const LONG = `${"LONG-".repeat(15)}A-80C`;

/** SKU, its codes as somebody typed them, and its unit. */
const ITEMS: readonly (readonly [sku: string, barcodes: readonly string[], unit?: string])[] = [
  ["PENCIL", ["4 006381 333931"]],
  ["BOOK", ["978-3-16-148410-0"]],
  ["SODA", ["04252614"]],
  ["GUM", ["05123452"]],
  ["KETCHUP", ["36000291452"]],
  ["RICE", ["0012345678905"]],
  ["CHEESE", [scale("212345600000")], "g"],
  ["OWN", ["12345"]],
  ["36000291469", []],
  [LONG, []],
];

beforeAll(async () => {
  ctx = await testContext(database.db, { now: new Date("2026-11-26T12:00:00Z") });
  for (const [sku, barcodes, unit = "each"] of ITEMS)
    await createProduct(
      ctx,
      CreateProduct.parse({ title: `Łódź ${sku} Müsli`, variants: [{ sku, price: 100, barcodes, unit }] }),
    );
});

const find = async (code: string) => findByCode(ctx, { code });

describe("a code finds its item", () => {
  test.each([
    ["4006381333931", "PENCIL"],
    ["]E04006381333931", "PENCIL"],
    ["]C10104006381333931", "PENCIL"],
    ["]C110LOT1\u001d0104006381333931", "PENCIL"],
    ["4-006381-333931", "PENCIL"],
    ["https://id.gs1.org/01/04006381333931/10/LOT1", "PENCIL"],
    ["9783161484100", "BOOK"],
    ["3-16-148410-X", "BOOK"],
    ["316148410X", "BOOK"],
    ["978316148410051299", "BOOK"],
    ["042100005264", "SODA"],
    ["04252614", "SODA"],
    ["]E00042100005264", "SODA"],
    ["425261", "SODA"],
    ["05123452", "GUM"],
    ["5123452", "GUM"],
    ["051234000052", "GUM"],
    ["036000291452", "KETCHUP"],
    ["36000291452", "KETCHUP"],
    [LONG, LONG],
    ["12345", "OWN"],
    ["]C012345", "OWN"],
    ["pencil", "PENCIL"],
    ["36000291469", "36000291469"],
  ])("%j finds %s", async (code, sku) => expect(await find(code)).toMatchObject({ sku, of: "item", count: 1 }));

  test("and with it lot, expiry and serial number, as the label says them", async () => {
    expect(await find("]C10104006381333931172712311721S-9\u001d10LOT1")).toBeNull();
    expect(await find("]C101040063813339311727120010LOT1\u001d21S-9")).toMatchObject({
      sku: "PENCIL",
      lot: "LOT1",
      expiresOn: "2027-12-31",
      serial: "S-9",
    });
  });

  test("a box says how many it holds; a case and a scale leave it to a person", async () => {
    expect(await find("(02)04006381333931(37)24")).toMatchObject({ sku: "PENCIL", of: "box", count: 24 });
    expect(await find("10012345678902")).toMatchObject({ sku: "RICE", of: "case", count: null });
    expect(await find(scale("212345601250"))).toMatchObject({ sku: "CHEESE", of: "weighed", count: null });
    expect(await find(`01${scale("9212345600000")}3103000750`)).toBeNull();
  });

  test("and nothing where nobody has it", async () => {
    expect(await find("4006381333948")).toBeNull();
    expect(await find("(00)123456789012345675")).toBeNull();
  });
});

describe("a search without accents", () => {
  const titles = async (search: string) => (await listProducts(ctx, ListProducts.parse({ search }))).rows.length;
  test.each([
    ["lodz", ITEMS.length],
    ["ŁÓDŹ musli", ITEMS.length],
    ["müsli lodz pencil", 1],
    ["4-006381-333931", 1],
    ["04006381333931", 1],
    ["krakow", 0],
  ])("for %s finds %i", async (search, count) => expect(await titles(search)).toBe(count));

  test("is the same where goods are chosen", async () => {
    expect(await searchVariants(ctx, { query: "lodz book", limit: 5 })).toMatchObject([{ sku: "BOOK" }]);
  });
});
