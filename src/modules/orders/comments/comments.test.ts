import { beforeEach, describe, expect, test } from "vitest";
import { ListOfOrder } from "@/modules/history/contract";
import { listOfOrder } from "@/modules/history/order-events";
import { listHistory } from "@/modules/history/queries";
import { createWarehouse } from "@/modules/inventory/locations/create-warehouse";
import { cancelOrder } from "@/modules/orders/cancel-order";
import { placeOrder } from "@/modules/orders/place-order";
import { getOrder } from "@/modules/orders/queries";
import { addTag } from "@/modules/orders/tag-order";
import type { Context } from "@/platform/context";
import { outbox } from "@/platform/outbox/schema";
import { newId } from "@/shared/id";
import { comment } from "@/testing/comments";
import { testContext } from "@/testing/context";
import { testDatabase } from "@/testing/database";
import { aShop, type Shop } from "@/testing/shop";
import { AddComment, EditComment, ListReaders } from "./comment";
import { editComment } from "./edit-comment";
import { listReaders } from "./readers";
import { removeComment } from "./remove-comment";

const world = testDatabase();
type Someone = Awaited<ReturnType<typeof testContext>>;
let ann: Someone;
let ben: Someone;
let shop: Shop<"TEA">;
let orderId: string;

beforeEach(async () => {
  ann = await testContext(world.db, { name: "Ann Able", role: "staff" });
  ben = await testContext(world.db, { name: "Ben Bold", role: "staff" });
  shop = await aShop(await testContext(world.db, { name: "Admin" }), { TEA: 10 });
  const lines = [{ variantId: shop.variant.TEA, quantity: 1 }];
  ({ orderId } = await placeOrder(ann, { ...shop, lines, customerId: shop.customerId, confirm: true }));
});

const edit = (as: Context, commentId: string, version: number, text: string, mentions: string[] = []) =>
  editComment(as, EditComment.parse({ commentId, version, text, mentions }));

/** The story of the order as somebody reads it, the latest first. */
async function story(as: Context, limit = 50) {
  const told = [];
  for (let cursor: string | null | undefined; cursor !== null;) {
    const page = await listOfOrder(as, ListOfOrder.parse({ orderId, limit, ...(cursor && { cursor }) }));
    told.push(...page.rows);
    cursor = page.nextCursor;
  }
  return told;
}
const linesOf = (rows: Awaited<ReturnType<typeof story>>) =>
  rows.map((row) => (row.type === "comment" ? `${row.byName}: ${row.text}` : row.action));

test("what people say stands among what was changed, each by whom and when", async () => {
  await comment(ann, orderId, "  Is the blue one meant?  ");
  await addTag(ben, { orderId, tag: "vip" });
  await comment(ben, orderId, "Yes, the blue one.");
  const rows = await story(ben);
  expect(linesOf(rows)).toEqual([
    "Ben Bold: Yes, the blue one.",
    "tests.act",
    "Ann Able: Is the blue one meant?",
    "tests.act",
  ]);
  expect(rows[0]).toMatchObject({ writtenAt: ben.now, editedAt: null, mayEdit: true, mayRemove: true });
  expect(rows[2]).toMatchObject({ mayEdit: false, mayRemove: false });
  // Read in pages of any size, each row comes once.
  expect(await story(ben, 1)).toEqual(rows);
  expect(await story(ben, 3)).toEqual(rows);
});

test("one that is edited says so and is told once; whoever edits an older version of it is told", async () => {
  const { commentId } = await comment(ann, orderId, "Call at two");
  await edit(ann, commentId, 1, "Call at three");
  const rows = await story(ann);
  expect(linesOf(rows)).toEqual(["Ann Able: Call at three", "tests.act"]);
  expect(rows[0]).toMatchObject({ editedAt: ann.now, version: 2 });
  await expect(edit(ann, commentId, 1, "Call at four")).rejects.toMatchObject({
    code: "orders.comment-edited-meanwhile",
  });
  const { rows: history } = await listHistory(ann, { entityId: orderId, limit: 10 });
  expect(history.slice(0, 2).map(({ before, after }) => [before?.["comment"], after?.["comment"]])).toEqual([
    ["Call at two", "Call at three"],
    ["", "Call at two"],
  ]);
});

test("one that is removed leaves its place and not its words, and stays so", async () => {
  const { commentId } = await comment(ann, orderId, "Not true", [ben.actor.userId]);
  await removeComment(ann, { commentId });
  const [row] = await story(ben);
  expect(row).toMatchObject({ text: "", mentions: [], removedAt: ann.now, removedByName: "Ann Able", mayEdit: false });
  const gone = { code: "orders.comment-removed-meanwhile" };
  await expect(edit(ann, commentId, 2, "True after all")).rejects.toMatchObject(gone);
  await expect(removeComment(ann, { commentId })).rejects.toMatchObject(gone);
});

test("nobody edits what another wrote, and a manager may remove it", async () => {
  const boss = await testContext(world.db, { name: "Boss", role: "manager" });
  const { commentId } = await comment(ann, orderId, "They never pay");
  const ofOther = { code: "orders.comment-of-other" };
  for (const as of [ben, boss]) await expect(edit(as, commentId, 1, "They pay")).rejects.toMatchObject(ofOther);
  await expect(removeComment(ben, { commentId })).rejects.toMatchObject(ofOther);
  expect(linesOf(await story(boss))[0]).toBe("Ann Able: They never pay");
  expect((await story(boss))[0]).toMatchObject({ mayEdit: false, mayRemove: true });
  await removeComment(boss, { commentId });
  expect((await story(ann))[0]).toMatchObject({ byName: "Ann Able", removedByName: "Boss" });
});

test("an order is commented whatever has become of it, and changes by that in nothing", async () => {
  await cancelOrder(ann, { orderId, reason: "Bought elsewhere" });
  const before = await getOrder(ann, { orderId });
  await comment(ann, orderId, "They may come back");
  expect(await getOrder(ann, { orderId })).toEqual(before);
});

test("screens hear of each act by the order's id", async () => {
  const { commentId } = await comment(ann, orderId, "One");
  await edit(ann, commentId, 1, "Two");
  await removeComment(ann, { commentId });
  const facts = await world.db.select({ name: outbox.name, payload: outbox.payload }).from(outbox).orderBy(outbox.id);
  const { customerId } = shop;
  expect(facts.slice(-3)).toEqual(
    ["added", "edited", "removed"].map((act) => ({
      name: `orders.comment-${act}`,
      payload: { orderId, customerId, commentId },
    })),
  );
});

test("a comment says something, and not a book", () => {
  for (const text of ["", "   \n ", "x".repeat(2_001)])
    expect(AddComment.safeParse({ orderId, text }).success, text).toBe(false);
  const crowd = Array.from({ length: 21 }, () => newId());
  expect(AddComment.safeParse({ orderId, text: "All", mentions: crowd }).success).toBe(false);
});

describe("in a warehouse of few", () => {
  let far: string;
  beforeEach(async () => {
    const boss = await testContext(world.db);
    far = (await createWarehouse(boss, { code: "FAR", name: "Far away" })).warehouseId;
  });
  const readers = async (search: string) =>
    (await listReaders(ann, ListReaders.parse({ orderId, search }))).rows.map(({ name }) => name);

  test("only those who may read the order are named, and can be found to be", async () => {
    const cleo = await testContext(world.db, { name: "Cleo Far", role: "staff", warehouses: [far] });
    await testContext(world.db, { name: "Cleo Near", role: "staff", warehouses: [shop.warehouseId] });
    expect(await readers("cleo")).toEqual(["Cleo Near"]);
    expect(await readers("b bold")).toEqual(["Ben Bold"]);
    await world.owner`update users set status = 'disabled' where name = 'Ben Bold'`;
    expect(await readers("bold")).toEqual([]);
    for (const userId of [cleo.actor.userId, ben.actor.userId, newId()]) {
      const named = comment(ann, orderId, "@Cleo look", [userId]);
      await expect(named).rejects.toMatchObject({ code: "orders.reader-not-found", details: { userIds: [userId] } });
    }
    expect(linesOf(await story(ann))).toEqual(["tests.act"]);
  });

  test("nobody reads, writes, edits or removes comments elsewhere", async () => {
    const { commentId } = await comment(ann, orderId, "Ours");
    const cleo = await testContext(world.db, { role: "manager", warehouses: [far] });
    expect(await story(cleo)).toEqual([]);
    await expect(comment(cleo, orderId, "Mine")).rejects.toMatchObject({ code: "orders.order-not-found" });
    await expect(removeComment(cleo, { commentId })).rejects.toMatchObject({ code: "orders.comment-not-found" });
    const asked = ListReaders.parse({ orderId });
    await expect(listReaders(cleo, asked)).rejects.toMatchObject({ code: "orders.order-not-found" });
    // Whoever is no longer there can't take back what they said there.
    const moved = { ...ann, actor: { ...ann.actor, warehouses: [far] } };
    await expect(edit(moved, commentId, 1, "Theirs")).rejects.toMatchObject({ code: "orders.comment-not-found" });
  });

  test("whoever left since stays named by an edit of the rest", async () => {
    const { commentId } = await comment(ann, orderId, "@Ben Bold look", [ben.actor.userId]);
    await world.owner`update users set status = 'disabled' where name = 'Ben Bold'`;
    await edit(ann, commentId, 1, "@Ben Bold look again", [ben.actor.userId]);
    const [row] = await story(ann);
    expect(row).toMatchObject({ mentions: [{ userId: ben.actor.userId, name: "Ben Bold" }] });
  });
});
