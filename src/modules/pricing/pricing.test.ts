import { beforeEach, describe, expect, test } from "vitest";
import { createCustomer } from "@/modules/customers/create-customer";
import { createGroup } from "@/modules/customers/create-group";
import { removeGroup } from "@/modules/customers/remove-group";
import { mergeCustomers } from "@/modules/orders/merge-customers";
import { testContext } from "@/testing/context";
import { testDatabase } from "@/testing/database";
import { aPriceList } from "@/testing/price-lists";
import { aShop, type Shop } from "@/testing/shop";
import { addEntry } from "./add-entry";
import { archivePriceList } from "./archive-price-list";
import { assignCustomer } from "./assign-customer";
import { assignGroup } from "./assign-group";
import {
  AddEntry,
  EditEntry,
  EditPriceList,
  ListCustomers,
  ListEntries,
  ListOfProduct,
  ListPriceLists,
  LoadEntries,
} from "./contract";
import { createPriceList } from "./create-price-list";
import { editEntry } from "./edit-entry";
import { editPriceList } from "./edit-price-list";
import { loadEntries } from "./load-entries";
import {
  getPriceList,
  listCustomers,
  listEntries,
  listOfCustomer,
  listOfGroups,
  listOfProduct,
  listPriceLists,
} from "./queries";
import { LISTS_OF_ONE_MAX } from "./refusals";
import { removeEntry } from "./remove-entry";

const database = testDatabase();
type Asking = Awaited<ReturnType<typeof testContext>>;
let ctx: Asking;
let shop: Shop<"TEA" | "MUG">;
let priceListId: string;

beforeEach(async () => {
  ctx = await testContext(database.db);
  shop = await aShop(ctx, { TEA: 10, MUG: 10 });
  priceListId = (await aPriceList({ ctx }, { name: "Resellers" })).priceListId;
});

const add = (values: object = {}) =>
  addEntry(ctx, AddEntry.parse({ priceListId, variantId: shop.variant.TEA, price: 900, ...values }));
const edit = (entryId: string, version: number, price: number, values: object = {}) =>
  editEntry(ctx, EditEntry.parse({ entryId, version, price, ...values }));
const rows = async () => {
  const found = await listEntries(ctx, ListEntries.parse({ priceListId }));
  return found.rows.map(({ sku, quantityFrom, price, version }) => [sku, quantityFrom, price, version]);
};

describe("the prices of a list", () => {
  test("are one for each product, quantity and day", async () => {
    await add();
    await add({ quantityFrom: 10, price: 800 });
    await add({ validFrom: "2027-01-01", price: 950 });
    await expect(add({ price: 1 })).rejects.toMatchObject({ code: "pricing.entry-taken" });
    expect(await rows()).toEqual([
      ["TEA", 1, 900, 1],
      ["TEA", 1, 950, 1],
      ["TEA", 10, 800, 1],
    ]);
  });

  test("are changed by one of two who do so at once, and the other hears of it", async () => {
    const { entryId } = await add();
    const tries = await Promise.allSettled([edit(entryId, 1, 850), edit(entryId, 1, 860)]);
    expect(tries.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
    await expect(edit(entryId, 1, 700)).rejects.toMatchObject({
      code: "pricing.entry-changed-meanwhile",
      details: { version: 2 },
    });
    await edit(entryId, 2, 700);
    expect(await rows()).toEqual([["TEA", 1, 700, 3]]);
  });

  test("don't come to stand on the place of another, and one that is gone is gone", async () => {
    await add();
    const { entryId } = await add({ quantityFrom: 10, price: 800 });
    await expect(edit(entryId, 1, 800, { quantityFrom: 1 })).rejects.toMatchObject({ code: "pricing.entry-taken" });
    await removeEntry(ctx, { entryId });
    await expect(edit(entryId, 1, 1)).rejects.toMatchObject({ code: "pricing.entry-not-found" });
    expect(await rows()).toEqual([["TEA", 1, 900, 1]]);
  });

  test("are loaded all at once by SKU, or none of them", async () => {
    const { entryId } = await add();
    const load = (...entries: object[]) => loadEntries(ctx, LoadEntries.parse({ priceListId, entries }));
    const unknown = load({ sku: "tea", price: 1 }, { sku: "NONE", price: 1 });
    await expect(unknown).rejects.toMatchObject({ code: "pricing.skus-unknown", details: { skus: ["NONE"] } });
    const twice = load({ sku: "tea", price: 1 }, { sku: "TEA", price: 2 });
    await expect(twice).rejects.toMatchObject({ code: "pricing.entry-twice" });
    expect(await rows()).toEqual([["TEA", 1, 900, 1]]);

    await load({ sku: "tea", price: 870 }, { sku: "TEA", price: 820, quantityFrom: 6 }, { sku: "MUG", price: 500 });
    expect(await rows()).toEqual([
      ["MUG", 1, 500, 1],
      ["TEA", 1, 870, 2],
      ["TEA", 6, 820, 1],
    ]);
    await expect(edit(entryId, 1, 1)).rejects.toMatchObject({ code: "pricing.entry-changed-meanwhile" });
  });

  test("are found by product, and named on its page", async () => {
    await add();
    await add({ variantId: shop.variant.MUG, price: 100 });
    const found = await listEntries(ctx, ListEntries.parse({ priceListId, search: "mug" }));
    expect(found.rows).toMatchObject([{ sku: "MUG", price: 100, usualPrice: 1_000 }]);
    const productId = found.rows[0]?.productId ?? "";
    const { rows } = await listOfProduct(ctx, ListOfProduct.parse({ productId }));
    expect(rows).toMatchObject([{ name: "Resellers", sku: "MUG", price: 100 }]);
  });
});

describe("a list", () => {
  test("says how many prices are in it, and how many have it", async () => {
    await add();
    await add({ variantId: shop.variant.MUG });
    const { customerId } = await createCustomer(ctx, { name: "Ada" });
    await assignCustomer(ctx, { priceListId, customerId, isAssigned: true });
    const { rows } = await listPriceLists(ctx, ListPriceLists.parse({}));
    expect(rows).toMatchObject([{ name: "Resellers", entries: 2, groups: 0, customers: 1 }]);
  });

  test("has a name of its own, and of two who save it at once the second hears of the first", async () => {
    await expect(aPriceList({ ctx }, { name: "resellers" })).rejects.toMatchObject({ code: "pricing.list-name-taken" });
    const save = (version: number, name: string) =>
      editPriceList(ctx, EditPriceList.parse({ priceListId, version, name }));
    await save(1, "Dealers");
    await expect(save(1, "Shops")).rejects.toMatchObject({
      code: "pricing.list-changed-meanwhile",
      details: { version: 2, name: "Dealers" },
    });
  });

  test("doesn't end before it begins", () => {
    const ended = { name: "March", validFrom: "2026-03-02", validUntil: "2026-03-01", discountRate: 0 };
    return expect(createPriceList(ctx, ended)).rejects.toMatchObject({
      constraint: "price_lists_end_after_they_begin",
    });
  });

  test("that is archived is not changed until it is restored", async () => {
    const { entryId } = await add();
    await archivePriceList(ctx, { priceListId, archived: true });
    const refused = { code: "pricing.list-archived" };
    await expect(add({ quantityFrom: 3 })).rejects.toMatchObject(refused);
    await expect(edit(entryId, 1, 1)).rejects.toMatchObject(refused);
    await expect(
      assignCustomer(ctx, { priceListId, customerId: shop.customerId, isAssigned: true }),
    ).rejects.toMatchObject(refused);
    await archivePriceList(ctx, { priceListId, archived: false });
    await edit(entryId, 1, 880);
  });
});

describe("who has a list", () => {
  test("is a group, or one customer, and shows on the page of either", async () => {
    const { groupId } = await createGroup(ctx, { name: "Shops" });
    const { customerId } = await createCustomer(ctx, { name: "Ada", groupId });
    await assignGroup(ctx, { priceListId, groupId, isAssigned: true });
    const own = await aPriceList({ ctx }, { name: "Ada's prices", validUntil: "2020-01-01" });
    await assignCustomer(ctx, { ...own, customerId, isAssigned: true });
    expect(await listOfCustomer(ctx, { customerId })).toMatchObject([
      { name: "Ada's prices", groupName: null, state: "ended" },
      { name: "Resellers", groupName: "Shops", state: "active" },
    ]);
    expect(await listOfGroups(ctx)).toEqual([{ groupId, priceListId, name: "Resellers" }]);
    expect(await getPriceList(ctx, { priceListId })).toMatchObject({ groups: [{ name: "Shops" }] });
    await assignGroup(ctx, { priceListId, groupId, isAssigned: false });
    expect(await listOfGroups(ctx)).toEqual([]);
  });

  test("has a few of them at most", async () => {
    const assign = async () =>
      assignCustomer(ctx, { ...(await aPriceList({ ctx })), customerId: shop.customerId, isAssigned: true });
    for (let count = 0; count < LISTS_OF_ONE_MAX; count += 1) await assign();
    await expect(assign()).rejects.toMatchObject({ code: "pricing.too-many-lists" });
  });

  test("is no group any more that was removed", async () => {
    const { groupId } = await createGroup(ctx, { name: "Shops" });
    await assignGroup(ctx, { priceListId, groupId, isAssigned: true });
    await removeGroup(ctx, { groupId });
    expect((await getPriceList(ctx, { priceListId })).groups).toEqual([]);
  });

  test("keeps their own when another is merged into them, or has what the other had", async () => {
    const [one, other] = [await createCustomer(ctx, { name: "Ada" }), await createCustomer(ctx, { name: "Ada L." })];
    await assignCustomer(ctx, { priceListId, customerId: other.customerId, isAssigned: true });
    const versions = { version: 1, otherVersion: 1 };
    await mergeCustomers(ctx, { customerId: one.customerId, otherId: other.customerId, ...versions });
    const { rows } = await listCustomers(ctx, ListCustomers.parse({ priceListId }));
    expect(rows).toMatchObject([{ id: one.customerId }]);
  });
});
