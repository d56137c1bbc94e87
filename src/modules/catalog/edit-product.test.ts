import { and, eq } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { auditEntries } from "@/platform/audit/schema";
import type { Context } from "@/platform/context";
import { outbox } from "@/platform/outbox/schema";
import { isRefusal, type Refusal } from "@/shared/error";
import { testContext } from "@/testing/context";
import { testDatabase } from "@/testing/database";
import { archiveProduct } from "./archive-product";
import { CreateProduct, EditProduct, ListProducts, ProductChangedDetails } from "./contract";
import { createCategory } from "./create-category";
import { createProduct } from "./create-product";
import { editProduct } from "./edit-product";
import { listProducts } from "./product-list";
import { findByCode, getProduct } from "./queries";
import { renameCategory } from "./rename-category";
import { restoreProduct } from "./restore-product";
import { barcodes, packs as packRows } from "./schema";
import { searchVariants } from "./search-variants";

const database = testDatabase();
let maya: Context;
let omar: Context;
beforeEach(async () => {
  maya = await testContext(database.db, { role: "manager", name: "Maya" });
  omar = await testContext(database.db, { role: "admin", name: "Omar" });
});

const tee = {
  title: "Plain Tee",
  vendor: "Loom",
  optionNames: ["Size"],
  variants: [
    {
      sku: "TEE-S",
      optionValues: ["S"],
      price: 1_990,
      cost: 70_000,
      barcodes: ["036000291452"],
      packs: [{ name: "Carton", numerator: 12 }],
    },
    { sku: "TEE-M", optionValues: ["M"], price: 1_990 },
  ],
};
const aTee = (ctx: Context) => createProduct(ctx, CreateProduct.parse(tee));

/** The product as an edit that changes nothing yet. */
async function editOf(ctx: Context, productId: string): Promise<EditProduct> {
  const product = await getProduct(ctx, { productId });
  return EditProduct.parse({
    productId,
    version: product.version,
    title: product.title,
    description: product.description,
    vendor: product.vendor,
    categoryId: product.categoryId,
    optionNames: product.optionNames,
    variants: product.variants.map(({ id, productId: _product, position: _position, ...variant }) => ({
      variantId: id,
      ...variant,
    })),
  });
}

async function refusalOf(work: Promise<unknown>): Promise<Refusal> {
  const error = await work.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (isRefusal(error)) return error;
  throw new Error("Nothing was refused.");
}

const historyOf = (productId: string) =>
  database.db
    .select()
    .from(auditEntries)
    .where(and(eq(auditEntries.entityId, productId), eq(auditEntries.entity, "product")));
const factNames = async () =>
  (await database.db.select({ name: outbox.name }).from(outbox).orderBy(outbox.id)).map(({ name }) => name);

describe("two people edit the same product", () => {
  test("the second gets a refusal that names who changed it, sees both values and saves again", async () => {
    const { productId } = await aTee(maya);
    const mine = await editOf(maya, productId);
    const theirs = await editOf(omar, productId);
    await editProduct(omar, { ...theirs, title: "Organic Tee" });

    const refusal = await refusalOf(editProduct(maya, { ...mine, vendor: "Weaver" }));
    expect(refusal.code).toBe("catalog.product-changed");
    const { current, changedBy } = ProductChangedDetails.parse(refusal.details);
    expect(changedBy).toBe("Omar");
    expect(current).toMatchObject({ title: "Organic Tee", vendor: "Loom", version: 2 });

    await editProduct(maya, { ...current, vendor: "Weaver" });
    expect(await getProduct(maya, { productId })).toMatchObject({ title: "Organic Tee", vendor: "Weaver", version: 3 });
  });

  test("of many edits at once of one version exactly one goes through", async () => {
    const { productId } = await aTee(maya);
    const edit = await editOf(maya, productId);
    const results = await Promise.allSettled(
      Array.from({ length: 12 }, (_, index) => editProduct(maya, { ...edit, title: `Tee ${index}` })),
    );
    expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect((await getProduct(maya, { productId })).version).toBe(2);
    expect(await historyOf(productId)).toHaveLength(2);
  });
});

describe("an edit", () => {
  test("that changes nothing leaves no trace", async () => {
    const { productId } = await aTee(maya);
    await editProduct(maya, await editOf(maya, productId));
    expect((await getProduct(maya, { productId })).version).toBe(1);
    expect(await historyOf(productId)).toHaveLength(1);
    expect(await factNames()).toEqual(["catalog.product-created"]);
  });

  test("keeps in the history what differs, before and after", async () => {
    const { productId } = await aTee(maya);
    const edit = await editOf(maya, productId);
    const [small, medium] = edit.variants;
    if (!small || !medium) throw new Error("The tee has two variants.");
    await editProduct(maya, { ...edit, title: "Tee", variants: [{ ...small, price: 2_100 }, medium] });
    const [last] = (await historyOf(productId)).sort((a, b) => (a.id < b.id ? 1 : -1));
    expect(last).toMatchObject({
      before: { title: "Plain Tee", variants: [{ sku: "TEE-S", price: 1_990 }] },
      after: { title: "Tee", variants: [{ price: 2_100 }] },
    });
  });

  test("keeps packs that it does not touch, changes and removes others by name", async () => {
    const { productId } = await aTee(maya);
    const edit = await editOf(maya, productId);
    const packsOf = async () => (await getProduct(maya, { productId })).variants[0]?.packs;
    expect(await packsOf()).toEqual([{ name: "Carton", numerator: 12, denominator: 1 }]);
    const [small, medium] = edit.variants;
    if (!small || !medium) throw new Error("The tee has two variants.");
    const packs = [
      { name: "Half bag", numerator: 5, denominator: 2 },
      { name: "carton", numerator: 10, denominator: 1 },
    ];
    await editProduct(maya, { ...edit, variants: [{ ...small, packs }, medium] });
    expect(await packsOf()).toEqual(packs);
    const [carton] = await database.db.select().from(packRows).where(eq(packRows.name, "carton"));
    await database.db.update(barcodes).set({ packId: carton?.id ?? null });
    const { version } = await getProduct(maya, { productId });
    await editProduct(maya, { ...edit, version, variants: [{ ...small, packs: [] }, medium] });
    expect(await packsOf()).toEqual([]);
    expect(await findByCode(maya, { code: "036000291452" })).toMatchObject({ sku: "TEE-S", pack: null });
  });

  test("may swap SKUs, choices and barcodes between variants", async () => {
    const { productId } = await aTee(maya);
    const edit = await editOf(maya, productId);
    const [small, medium] = edit.variants;
    if (!small || !medium) throw new Error("The tee has two variants.");
    const swapped = [
      { ...small, sku: "TEE-M", optionValues: ["M"], barcodes: [] },
      { ...medium, sku: "TEE-S", optionValues: ["S"], barcodes: ["036000291452"].map(() => "0036000291452") },
    ];
    await editProduct(maya, { ...edit, variants: swapped });
    expect(await findByCode(maya, { code: "036000291452" })).toMatchObject({
      variantId: medium.variantId,
      sku: "TEE-S",
    });
  });

  test("adds and archives variants, but never takes one away", async () => {
    const { productId } = await aTee(maya);
    const edit = await editOf(maya, productId);
    const [small] = edit.variants;
    if (!small) throw new Error("The tee has a small one.");
    const large = EditProduct.shape.variants.element.parse({ sku: "", optionValues: ["L"], price: 2_200 });
    await editProduct(maya, { ...edit, variants: [{ ...small, archived: true }, large] });
    const { variants } = await getProduct(maya, { productId });
    expect(variants.map(({ sku, archived }) => [sku, archived])).toEqual([
      ["TEE-S", true],
      ["TEE-M", false],
      ["PLAIN-TEE-L", false],
    ]);
    expect(await findByCode(maya, { code: "TEE-S" })).toMatchObject({ archived: true });
  });

  test.each([
    ["a SKU in another case", { sku: "other" }, "catalog.sku-taken"],
    ["a barcode in its other form", { barcodes: ["96385074"] }, "catalog.barcode-taken"],
    ["a choice of the same product", { optionValues: ["m"] }, "catalog.choice-invalid"],
    ["another unit", { unit: "g" as const }, "catalog.unit-fixed"],
  ])("to %s that is taken is refused and leaves everything as it was", async (_what, change, code) => {
    await createProduct(
      maya,
      CreateProduct.parse({ title: "Other", variants: [{ sku: "OTHER", price: 1, barcodes: ["96385074"] }] }),
    );
    const { productId } = await aTee(maya);
    const edit = await editOf(maya, productId);
    const [small, medium] = edit.variants;
    if (!small || !medium) throw new Error("The tee has two variants.");
    expect((await refusalOf(editProduct(maya, { ...edit, variants: [{ ...small, ...change }, medium] }))).code).toBe(
      code,
    );
    expect(await historyOf(productId)).toHaveLength(1);
    expect(await editOf(maya, productId)).toEqual(edit);
  });

  test("of two new products for one SKU at once exactly one wins", async () => {
    const made = Array.from({ length: 8 }, (_, index) =>
      createProduct(
        maya,
        CreateProduct.parse({ title: `P ${index}`, variants: [{ sku: index % 2 ? "one" : "ONE", price: 1 }] }),
      ),
    );
    const results = await Promise.allSettled(made);
    expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    for (const result of results)
      if (result.status === "rejected") expect(result.reason).toMatchObject({ code: "catalog.sku-taken" });
  });
});

describe("costs", () => {
  test("are not so much as named to those who may not see them, nor set by them", async () => {
    const staff = await testContext(database.db, { role: "staff" });
    const { productId } = await aTee(maya);
    expect(JSON.stringify(await getProduct(staff, { productId }))).not.toMatch(/cost/i);
    expect((await getProduct(maya, { productId })).variants[0]).toMatchObject({ cost: 70_000 });
    const edit = await editOf(maya, productId);
    expect((await refusalOf(editProduct(staff, edit))).code).toBe("catalog.cost-hidden");
    expect(JSON.stringify((await refusalOf(editProduct(staff, { ...edit, version: 9 }))).details)).not.toMatch(/cost/i);
    const facts = await database.db.select({ payload: outbox.payload }).from(outbox);
    expect(JSON.stringify(facts)).not.toMatch(/cost/i);
  });

  test("stay as they are when an edit does not speak of them", async () => {
    const staff = await testContext(database.db, { role: "staff" });
    const { productId } = await aTee(maya);
    await editProduct(staff, { ...(await editOf(staff, productId)), title: "Tee" });
    expect((await getProduct(maya, { productId })).variants[0]).toMatchObject({ cost: 70_000 });
  });
});

test("an archived product leaves the lists and comes back as it was; twice is once", async () => {
  const { productId } = await aTee(maya);
  await archiveProduct(maya, { productId });
  await archiveProduct(maya, { productId });
  expect((await listProducts(maya, ListProducts.parse({}))).rows).toEqual([]);
  expect((await listProducts(maya, ListProducts.parse({ status: "archived" }))).rows).toHaveLength(1);
  expect(await searchVariants(maya, { query: "tee", limit: 5 })).toEqual([]);
  await restoreProduct(maya, { productId });
  expect((await listProducts(maya, ListProducts.parse({}))).rows).toMatchObject([
    { title: "Plain Tee", variantCount: 2, priceFrom: 1_990 },
  ]);
  expect(await factNames()).toEqual([
    "catalog.product-created",
    "catalog.product-archived",
    "catalog.product-restored",
  ]);
});

describe("a code", () => {
  test.each(["036000291452", "0036000291452", "00036000291452", "\u001d036000291452\r", "tee-s", " TEE-S "])(
    "%j finds the small tee",
    async (code) => {
      await aTee(maya);
      expect(await findByCode(maya, { code })).toMatchObject({ sku: "TEE-S", title: "Plain Tee", archived: false });
    },
  );
  test("that nobody has finds nothing", async () => {
    expect(await findByCode(maya, { code: "?" })).toBeNull();
    expect(await findByCode(maya, { code: "" })).toBeNull();
  });
});

describe("the list", () => {
  const titles = ["apple", "Banana", "cherry", "Date", "elder", "Fig", "grape"];
  const fill = async () => {
    for (const [index, title] of titles.entries()) {
      await createProduct(
        { ...maya, now: new Date(2026, 0, index + 1) },
        CreateProduct.parse({
          title,
          vendor: index % 2 ? "Odd" : "Even",
          variants: [{ sku: `F-${index}`, price: (index * 37) % 5 }],
        }),
      );
    }
  };

  test.each(["title", "updatedAt", "price"] as const)(
    "sorted by %s pages through every product once, both ways",
    async (sort) => {
      await fill();
      for (const descending of [false, true]) {
        const seen: string[] = [];
        let cursor: string | null = null;
        do {
          const page = await listProducts(maya, ListProducts.parse({ sort, descending, cursor, limit: 2 }));
          seen.push(...page.rows.map(({ title }) => title));
          cursor = page.nextCursor;
        } while (cursor);
        expect([...seen].sort()).toEqual([...titles].sort());
        if (sort !== "price") expect(seen).toEqual(descending ? [...titles].reverse() : titles);
      }
    },
  );

  test("finds any word or code, and takes a percent sign for what it is", async () => {
    await fill();
    const found = async (search: string) =>
      (await listProducts(maya, ListProducts.parse({ search }))).rows.map(({ title }) => title);
    expect(await found("ANAN f-1")).toEqual(["Banana"]);
    expect(await found("%")).toEqual([]);
    expect(await found("odd")).toEqual(["Banana", "Date", "Fig"]);
  });

  test("of a category holds what stands below it too", async () => {
    const { categoryId } = await createCategory(maya, { name: "Food", parentId: null });
    const below = await createCategory(maya, { name: "Fruit", parentId: categoryId });
    await createProduct(
      maya,
      CreateProduct.parse({ title: "Kiwi", categoryId: below.categoryId, variants: [{ price: 1 }] }),
    );
    expect((await listProducts(maya, ListProducts.parse({ categoryId }))).rows).toMatchObject([
      { title: "Kiwi", categoryName: "Fruit" },
    ]);
    await expect(createCategory(maya, { name: "FRUIT", parentId: categoryId })).rejects.toMatchObject({
      code: "catalog.category-name-taken",
    });
    await renameCategory(maya, { categoryId: below.categoryId, version: 1, name: "Berries" });
    await expect(
      renameCategory(maya, { categoryId: below.categoryId, version: 1, name: "Citrus" }),
    ).rejects.toMatchObject({ code: "catalog.category-changed-meanwhile", details: { version: 2, name: "Berries" } });
    expect((await listProducts(maya, ListProducts.parse({ categoryId }))).rows).toMatchObject([
      { categoryName: "Berries" },
    ]);
  });
});
