import { beforeEach, expect, test } from "vitest";
import { EditComment } from "@/modules/orders/comments/comment";
import { editComment } from "@/modules/orders/comments/edit-comment";
import { removeComment } from "@/modules/orders/comments/remove-comment";
import { placeOrder } from "@/modules/orders/place-order";
import { comment } from "@/testing/comments";
import { testContext } from "@/testing/context";
import { testDatabase } from "@/testing/database";
import { tellAll } from "@/testing/notices";
import { aShop } from "@/testing/shop";
import { listNotices } from "./queries";

const world = testDatabase();
type Someone = Awaited<ReturnType<typeof testContext>>;
let ann: Someone;
let ben: Someone;
let cleo: Someone;
let orderId: string;

beforeEach(async () => {
  ann = await testContext(world.db, { name: "Ann Able" });
  ben = await testContext(world.db, { name: "Ben Bold", role: "staff" });
  cleo = await testContext(world.db, { name: "Cleo Calm", role: "staff" });
  const { warehouseId, customerId, variant } = await aShop(ann, { TEA: 10 });
  const lines = [{ variantId: variant.TEA, quantity: 1 }];
  ({ orderId } = await placeOrder(ann, { customerId, warehouseId, lines }));
});

async function told(as: Someone) {
  await tellAll(world.db, new Date(Date.now() + 1_000));
  const { rows } = await listNotices(as, { unread: false, limit: 50 });
  return rows.flatMap(({ kind, title, detail, href }) => (kind === "mentioned" ? [{ title, detail, href }] : []));
}
const toBen = () => ({
  title: "You are named in a comment on #1001",
  detail: "By Ann Able",
  href: `/orders/${orderId}`,
});
const edit = (commentId: string, version: number, text: string, mentions: string[]) =>
  editComment(ann, EditComment.parse({ commentId, version, text, mentions }));

test("whoever a comment names is told, and nobody else, without what it says", async () => {
  await comment(ann, orderId, "@Ben Bold, and me @Ann Able", [ben.actor.userId, ann.actor.userId]);
  expect(await told(ben)).toEqual([toBen()]);
  expect(await told(ann)).toEqual([]);
  expect(await told(cleo)).toEqual([]);
});

test("an edit tells those whom it names first, and none of them twice", async () => {
  const { commentId } = await comment(ann, orderId, "@Ben Bold", [ben.actor.userId]);
  expect(await told(ben)).toHaveLength(1);
  await edit(commentId, 1, "@Ben Bold @Cleo Calm", [ben.actor.userId, cleo.actor.userId]);
  expect(await told(ben)).toHaveLength(1);
  expect(await told(cleo)).toHaveLength(1);
});

test("of one that was removed before they heard, nobody is told", async () => {
  const { commentId } = await comment(ann, orderId, "@Ben Bold", [ben.actor.userId]);
  await removeComment(ann, { commentId });
  expect(await told(ben)).toEqual([]);
});

test("nor is somebody who may not read the order any more", async () => {
  await comment(ann, orderId, "@Ben Bold", [ben.actor.userId]);
  await world.owner`update users set all_warehouses = false where name = 'Ben Bold'`;
  expect(await told(ben)).toEqual([]);
});
