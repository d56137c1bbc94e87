import { beforeEach, describe, expect, test } from "vitest";
import { listHistory } from "@/modules/history/queries";
import type { Context } from "@/platform/context";
import { testContext } from "@/testing/context";
import { testDatabase } from "@/testing/database";
import { CreateView } from "./contract";
import { createView } from "./create-view";
import { editView } from "./edit-view";
import { listViews } from "./queries";
import { removeView } from "./remove-view";
import { setDefaultView } from "./set-default-view";
import { keptQuery } from "./view";

const database = testDatabase();
let manager: Context;
let clerk: Context;

beforeEach(async () => {
  manager = await testContext(database.db, { name: "Mary", role: "manager" });
  clerk = await testContext(database.db, { name: "Carl", role: "staff" });
});

const VALUES = { query: "?tag=gift&view=draft", hiddenColumns: ["payment"], isShared: false };
const VIEW = { ...VALUES, list: "orders" };
const save = (ctx: Context, over: object = {}) =>
  createView(ctx, CreateView.parse({ ...VIEW, name: "Gifts", ...over }));
const namesOf = async (ctx: Context) => (await listViews(ctx, { list: "orders" })).map(({ name }) => name);

test("a view is one's own until a manager shares it", async () => {
  await save(clerk);
  await save(manager, { name: "Mine" });
  await save(manager, { name: "For all", isShared: true });
  expect(await listViews(clerk, { list: "orders" })).toMatchObject([
    { name: "For all", isShared: true, isOwn: false, ownerName: "Mary" },
    { name: "Gifts", query: "?tag=gift&view=draft", hiddenColumns: ["payment"], isOwn: true, isDefault: false },
  ]);
  expect(await namesOf(manager)).toEqual(["For all", "Mine"]);
  expect(await listViews(clerk, { list: "products" })).toEqual([]);
});

describe("shared views are changed by managers alone:", () => {
  test("staff share nothing, and change and remove nothing that is shared", async () => {
    await expect(save(clerk, { isShared: true })).rejects.toMatchObject({ code: "views.not-yours" });
    const { viewId } = await save(manager, { isShared: true });
    await expect(editView(clerk, { ...VALUES, viewId, version: 1, name: "X" })).rejects.toMatchObject({
      code: "views.not-yours",
    });
    await expect(removeView(clerk, { viewId })).rejects.toMatchObject({ code: "views.not-yours" });
    const own = await save(clerk);
    const shared = { ...VALUES, isShared: true, viewId: own.viewId, version: 1, name: "X" };
    await expect(editView(clerk, shared)).rejects.toMatchObject({ code: "views.not-yours" });
  });

  test("another manager does, and the second of two is told", async () => {
    const { viewId } = await save(manager, { isShared: true });
    const other = await testContext(database.db, { role: "manager" });
    const values = { ...VALUES, isShared: true };
    const edit = { ...values, viewId, version: 1, name: "Gifts to ship" };
    expect(await editView(other, edit)).toEqual({ viewId, version: 2 });
    await expect(editView(manager, edit)).rejects.toMatchObject({
      code: "views.changed-meanwhile",
      details: { version: 2, name: "Gifts to ship" },
    });
    await removeView(other, { viewId });
    expect(await namesOf(manager)).toEqual([]);
    const { rows } = await listHistory(manager, { entityId: viewId, limit: 5 });
    expect(rows.map(({ action }) => action)).toHaveLength(1);
  });
});

test("what is somebody else's own is not there", async () => {
  const { viewId } = await save(clerk);
  await expect(removeView(manager, { viewId })).rejects.toMatchObject({ code: "views.not-found" });
  await expect(setDefaultView(manager, { list: "orders", viewId })).rejects.toMatchObject({ code: "views.not-found" });
});

test("a name is taken once by each person and list, also by two at once", async () => {
  const outcomes = await Promise.allSettled([save(clerk), save(clerk, { name: "gifts" })]);
  expect(outcomes.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
  await expect(save(clerk)).rejects.toMatchObject({ code: "views.name-taken" });
  await save(clerk, { list: "products" });
  await save(manager);
});

test("a person keeps a bound number of views", async () => {
  for (let nth = 1; nth <= 30; nth += 1) await save(clerk, { name: `View ${nth}` });
  await expect(save(clerk, { name: "One more" })).rejects.toMatchObject({ code: "views.too-many" });
});

test("a list opens with the view that one has chosen, until that is taken back or removed", async () => {
  const { viewId } = await save(manager, { isShared: true });
  const defaults = async (ctx: Context) =>
    (await listViews(ctx, { list: "orders" })).flatMap(({ name, isDefault }) => (isDefault ? [name] : []));
  await setDefaultView(clerk, { list: "orders", viewId });
  expect([await defaults(clerk), await defaults(manager)]).toEqual([["Gifts"], []]);
  const own = await save(clerk, { name: "Own" });
  await setDefaultView(clerk, { list: "orders", viewId: own.viewId });
  expect(await defaults(clerk)).toEqual(["Own"]);
  await setDefaultView(clerk, { list: "orders", viewId: null });
  expect(await defaults(clerk)).toEqual([]);
  await setDefaultView(clerk, { list: "orders", viewId });
  await removeView(manager, { viewId });
  expect(await defaults(clerk)).toEqual([]);
});

test.each([
  "https://evil.example",
  "//evil.example",
  "view=draft",
  "?a b",
  "?x#y",
  "?view=draft&tag=gift",
  "?search=Ada",
  "?customer=ada&view=draft",
])("%s is nothing that a view keeps", async (query) => {
  expect(CreateView.safeParse({ ...VIEW, name: "X", query }).success).toBe(false);
});

test.each([
  ["?view=draft&search=Ada%20Example&tag=gift&customer=1", "?tag=gift&view=draft"],
  ["?search=Ada", ""],
  ["", ""],
])("of %s a view keeps %s", async (search, kept) => {
  expect(keptQuery(search)).toBe(kept);
  await expect(save(clerk, { query: kept })).resolves.toMatchObject({ viewId: expect.any(String) });
});

test.each(["?search=Ada", "?view=draft&customer=1", "view=draft"])(
  "the database keeps %s in no view",
  async (query) => {
    const { viewId } = await save(clerk);
    await expect(database.owner`update saved_views set query = ${query} where id = ${viewId}`).rejects.toThrow(
      "saved_views_hold_no_search",
    );
  },
);
