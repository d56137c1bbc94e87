import * as z from "zod";
import { CreateProduct, ListProducts } from "@/modules/catalog/contract";
import { createProduct } from "@/modules/catalog/create-product";
import { listProducts } from "@/modules/catalog/product-list";
import { findByCode } from "@/modules/catalog/queries";
import { ListCustomers } from "@/modules/customers/contract";
import { createCustomer } from "@/modules/customers/create-customer";
import { listCustomers } from "@/modules/customers/queries";
import { SearchBins } from "@/modules/inventory/contract";
import { searchBins } from "@/modules/inventory/find-bins";
import { ListOrders } from "@/modules/orders/contract";
import { formatOrderNumber } from "@/modules/orders/order";
import { listOrders } from "@/modules/orders/order-list";
import { placeOrder } from "@/modules/orders/place-order";
import { shipOrder } from "@/modules/orders/ship-order";
import type { Context } from "@/platform/context";
import type { Shop } from "./shop";
import { createLocation } from "./stock";

/*
 * What cases of finding hold, made and asked: products, customers, bins and orders, each named by a text or by its
 * fields, and for each kind what a search of it must find.
 */

export type Place = Shop<"CASE"> & { readonly ctx: Context };

const Words = z.string();
const Thing = z.union([
  Words,
  z.looseObject({
    title: Words.optional(),
    name: Words.optional(),
    sku: Words.optional(),
    barcode: Words.optional(),
    barcodes: z.array(Words).optional(),
    email: Words.optional(),
    phone: Words.optional(),
    code: Words.optional(),
    customer: Words.optional(),
    tracking: Words.optional(),
  }),
]);
type Fields = Exclude<z.infer<typeof Thing>, string>;

const PHONE = /^[+(\d][\d\s()./-]{4,}$/;

/** `Jane Doe, jane@example.test, +49 30 1234`: a name, and after it how the customer is reached. */
function customerOf(text: string): Fields {
  const parts = text.split(",").map((part) => part.trim());
  const phone = parts.find((part) => PHONE.test(part));
  const email = parts.find((part) => part.includes("@"));
  const name = parts.filter((part) => part !== phone && part !== email).join(", ");
  return { name, ...(phone && { phone }), ...(email && { email }) };
}

let made = 0;

async function makeProduct({ ctx }: Place, thing: z.infer<typeof Thing>) {
  const { title, name, sku, barcode, barcodes = [] } = typeof thing === "string" ? { title: thing } : thing;
  made += 1;
  const variant = { sku: sku ?? `CASE-${made}`, price: 100, barcodes: [...barcodes, ...(barcode ? [barcode] : [])] };
  await createProduct(ctx, CreateProduct.parse({ title: title ?? name ?? `Case ${made}`, variants: [variant] }));
}

async function makeCustomer({ ctx }: Place, thing: z.infer<typeof Thing>) {
  const { name = "Case", email = "", phone = "" } = typeof thing === "string" ? customerOf(thing) : thing;
  return createCustomer(ctx, { name, email, phone });
}

async function makeBin({ ctx, warehouseId }: Place, thing: z.infer<typeof Thing>) {
  const { code = "", name } = typeof thing === "string" ? { code: thing, name: thing } : thing;
  await createLocation(ctx, { parentId: warehouseId, kind: "bin", code, ...(name !== undefined && { name }) });
}

async function makeOrder(place: Place, thing: z.infer<typeof Thing>) {
  const { customer = "Case", tracking } = typeof thing === "string" ? { customer: thing } : thing;
  const { customerId } = await makeCustomer(place, customer);
  const lines = [{ variantId: place.variant.CASE, quantity: 1 }];
  const { orderId } = await placeOrder(place.ctx, { customerId, warehouseId: place.warehouseId, lines, confirm: true });
  if (tracking !== undefined) await shipOrder(place.ctx, { orderId, tracking });
}

const paged = { limit: 200 };

/** Each kind of thing: how it is made, and what a search finds, by the names that people read. */
const KINDS = {
  products: {
    make: makeProduct,
    find: async ({ ctx }: Place, search: string) =>
      (await listProducts(ctx, ListProducts.parse({ search, ...paged }))).rows.map(({ title }) => title),
  },
  customers: {
    make: makeCustomer,
    find: async ({ ctx }: Place, search: string) =>
      (await listCustomers(ctx, ListCustomers.parse({ search, ...paged }))).rows.map(({ name }) => name),
  },
  bins: {
    make: makeBin,
    find: async ({ ctx }: Place, query: string) =>
      (await searchBins(ctx, SearchBins.parse({ query, limit: 50 }))).map(({ code }) => code),
  },
  orders: {
    make: makeOrder,
    find: async ({ ctx }: Place, search: string) =>
      (await listOrders(ctx, ListOrders.parse({ search, ...paged }))).rows.map(({ number }) =>
        formatOrderNumber(number),
      ),
  },
} as const;
type Kind = keyof typeof KINDS;

const KIND_OF: ReadonlyMap<string, Kind> = new Map<string, Kind>([
  ...(["products", "customers", "bins", "orders"] as const).map((kind) => [kind, kind] as const),
  ["items", "products"],
  ["locations", "bins"],
]);

function kindOf(word: string): Kind {
  const kind = KIND_OF.get(word);
  if (!kind) throw new Error(`A case of finding speaks of ${word}, which nobody here can make.`);
  return kind;
}

export async function makeThings(place: Place, data: Readonly<Record<string, unknown>>): Promise<void> {
  for (const [word, things] of Object.entries(data))
    for (const thing of z.array(Thing).parse([things].flat())) await KINDS[kindOf(word)].make(place, thing);
}

/** How many must be found, or which; in words it is what would be kind, and is held to be. */
const Finds = z.record(Words, z.record(Words, z.union([z.number(), z.array(Words), Words])));

export type Finding = { search: string; kind: string; found: string[]; isRight: boolean };

export async function searchAll(place: Place, expected: unknown): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const [kind, searches] of Object.entries(Finds.parse(expected)))
    for (const [search, wanted] of Object.entries(searches)) {
      const found = await KINDS[kindOf(kind)].find(place, search);
      const isRight =
        typeof wanted === "string"
          ? found.length > 0
          : typeof wanted === "number"
            ? found.length === wanted
            : JSON.stringify(found) === JSON.stringify(wanted);
      findings.push({ search, kind, found, isRight });
    }
  return findings;
}

/** `barcode of one product`, `own codes`: whatever it is called, each text is a code of a product. */
export async function makeScanned(place: Place, data: Readonly<Record<string, unknown>>): Promise<void> {
  for (const [name, value] of Object.entries(data)) {
    const codes = z.array(Words).parse([value].flat());
    const variant = /\bsku\b/i.test(name) ? { sku: codes[0] } : { sku: `CASE-${name}`.slice(0, 30), barcodes: codes };
    await makeProduct(place, { title: name, ...variant });
  }
}

const part = (said: string, pattern: RegExp): string | null => pattern.exec(said)?.[1] ?? null;

/** `found, lot LOT1`, `told: a box that holds 24 of it`, `nothing`: what a scan must bring. */
function wantedOf(said: string) {
  const count = part(said, /(?:holds|count(?:s|ed)?(?: as)?|of|,) (\d+)(?: of it| pieces| items)?\b/);
  return {
    isFound: !/^(?:nothing|not found|none|unknown|refused)\b/i.test(said),
    ...(/\blot\b/.test(said) && { lot: part(said, /\blot (\S+?)(?:,|$)/) }),
    ...(/expir|best before/.test(said) && { expiresOn: part(said, /(\d{4}-\d{2}-\d{2})/) }),
    ...(/\bserial\b/.test(said) && { serial: part(said, /\bserial (?:number )?(\S+?)(?:,|$)/) }),
    ...(/\bbox\b/.test(said) && { of: "box" }),
    ...(count !== null && { count: Number(count) }),
  };
}

export type Scanned = { code: string; found: object | null; wanted: object | null };

/** What each code brings beside what it must bring. */
export async function scanAll({ ctx }: Place, expected: unknown): Promise<Scanned[]> {
  const scans: Scanned[] = [];
  for (const [code, said] of Object.entries(z.record(Words, Words).parse(expected))) {
    const { isFound, ...wanted } = wantedOf(said);
    const found = await findByCode(ctx, { code });
    scans.push({ code, found, wanted: isFound ? wanted : null });
  }
  return scans;
}
