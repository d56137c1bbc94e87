import { CreateProduct } from "@/modules/catalog/contract";
import { createProduct } from "@/modules/catalog/create-product";
import { createCustomer } from "@/modules/customers/create-customer";
import type { Context } from "@/platform/context";
import { parseDecimal, parseMoney } from "./parse-amount";
import { readRealRows } from "./real-data";

/* Northwind's products, customers and orders, made by the operations of the product. */

type Row = Record<string, string>;

export const cell = (row: Row, column: string): string => {
  const text = row[column];
  if (text === undefined) throw new Error(`The file has no column ${column}.`);
  return text;
};
export const wholeOf = (row: Row, column: string) => Number.parseInt(cell(row, column), 10);
export const moneyOf = (row: Row, column: string) => {
  const amount = parseMoney(cell(row, column));
  if (amount === null) throw new Error(`${cell(row, column)} is no amount of money.`);
  return amount;
};
/** `0.15` is 150,000 parts per million. */
export const rateOf = (row: Row, column: string) => {
  const rate = parseDecimal(cell(row, column), 6);
  if (rate === null) throw new Error(`${cell(row, column)} is no rate.`);
  return rate;
};
/** `7/4/1996`, as noon of that day. */
export const dayOf = (row: Row, column: string) => {
  const [month = 1, day = 1, year = 1970] = cell(row, column).split("/").map(Number);
  return new Date(Date.UTC(year, month - 1, day, 12));
};

/** What the life of the orders needs of an item besides what Northwind says of it. */
type More = (row: Row) => { cost?: number; backorder?: boolean };

/** Makes the catalog by its own operation: a product and a variant for each of the 77 rows. */
export async function makeProducts(ctx: Context, more: More = () => ({})): Promise<Map<string, string>> {
  const variantOf = new Map<string, string>();
  for (const row of readRealRows("northwind/products.csv")) {
    const product = CreateProduct.parse({
      title: cell(row, "ProductName"),
      description: cell(row, "QuantityPerUnit"),
      variants: [{ sku: `NW-${cell(row, "ProductID")}`, price: moneyOf(row, "UnitPrice"), ...more(row) }],
    });
    const {
      variantIds: [variantId],
    } = await createProduct(ctx, product);
    if (variantId === undefined) throw new Error("A product was made without a variant.");
    variantOf.set(cell(row, "ProductID"), variantId);
  }
  return variantOf;
}

/** `country` gives the code of one. */
export async function makeCustomers(
  ctx: Context,
  country: (name: string) => string = () => "",
): Promise<Map<string, string>> {
  const customerOf = new Map<string, string>();
  for (const row of readRealRows("northwind/customers.csv")) {
    const address = ["Address", "Region"].map((column) => cell(row, column));
    const { customerId } = await createCustomer(ctx, {
      name: cell(row, "CompanyName"),
      phone: cell(row, "Phone"),
      address: address.filter(Boolean).join("\n"),
      postcode: cell(row, "PostalCode"),
      city: cell(row, "City"),
      country: country(cell(row, "Country")),
    });
    customerOf.set(cell(row, "CustomerID"), customerId);
  }
  return customerOf;
}
