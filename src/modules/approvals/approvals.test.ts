import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { approveAdjustment } from "@/modules/inventory/adjustments/approve-adjustment";
import { requestAdjustment } from "@/modules/inventory/adjustments/request-adjustment";
import { setAdjustmentLimit } from "@/modules/inventory/adjustments/set-adjustment-limit";
import { verifyLedger } from "@/modules/inventory/checks";
import { GetStockCard, RequestAdjustment, SetAdjustmentLimit } from "@/modules/inventory/contract";
import { archiveLocation } from "@/modules/inventory/locations/archive-location";
import { getStockCard } from "@/modules/inventory/stock-card";
import { changeAccess } from "@/modules/users/change-access";
import { apiKeys, users } from "@/modules/users/schema";
import { auditEntries } from "@/platform/audit/schema";
import { outbox } from "@/platform/outbox/schema";
import { ACCESS, can, isScope, type Person } from "@/shared/access";
import { newId } from "@/shared/id";
import { askedAdjustment } from "@/testing/approvals";
import { systemContext, testContext } from "@/testing/context";
import { testDatabase } from "@/testing/database";
import { aShop, type Shop } from "@/testing/shop";
import { adjustStock, contentsOf } from "@/testing/stock";
import { APPROVAL_STATES } from "./approval";
import { ListApprovals } from "./contract";
import { expireApprovals } from "./expire-approvals";
import { countWaitingApprovals, listApprovals, listWaitingApprovals } from "./queries";
import { refuseApproval } from "./refuse-approval";
import { approvalRequests } from "./schema";
import { withdrawApproval } from "./withdraw-approval";

const database = testDatabase();
type Asking = Awaited<ReturnType<typeof testContext>>;
let clerk: Asking;
let manager: Asking;
let admin: Asking;
let shop: Shop<"TEA">;

beforeEach(async () => {
  admin = await testContext(database.db);
  clerk = await testContext(database.db, { role: "staff", name: "Cleo Clerk" });
  manager = await testContext(database.db, { role: "manager", name: "Mary Manager" });
  shop = await aShop(admin, { TEA: 10 });
  await limit("staff", 3);
});

const limit = (role: "staff" | "manager", quantityMax: number | null, seen: number | null = null) => {
  const seenLimit = { quantityMax: seen, valueMax: null };
  return setAdjustmentLimit(admin, SetAdjustmentLimit.parse({ role, quantityMax, valueMax: null, seen: seenLimit }));
};
const ask = (change = -8, ctx = clerk) => askedAdjustment({ ctx, ...shop }, change);
const approve = (approvalId: string, ctx = manager) => approveAdjustment(ctx, { approvalId, note: "" });
const refuse = (approvalId: string, ctx = manager) => refuseApproval(ctx, { approvalId, note: "Count again" });
const onHand = async () => (await contentsOf(admin, shop.binId))[0]?.onHand ?? 0;
const stateOf = async (approvalId: string) =>
  (await database.db.select().from(approvalRequests).where(eq(approvalRequests.id, approvalId)))[0]?.state;
/** Moves the end of a request into the past, which only the owner of the database can. */
const letExpire = () =>
  database.owner.begin(async (owner) => {
    await owner`set local session_replication_role = replica`;
    await owner`update approval_requests set expires_at = now() - interval '1 minute'`;
  });

describe("an adjustment above the limit", () => {
  test("is booked by a second person, and the entry names both", async () => {
    await expect(
      adjustStock(clerk, { variantId: shop.variant.TEA, locationId: shop.binId, change: -8, reason: "damaged" }),
    ).rejects.toMatchObject({ code: "inventory.above-limit" });
    const { approvalId } = await ask();
    expect(await onHand()).toBe(10);

    await approve(approvalId);

    expect(await onHand()).toBe(2);
    const [entry] = (await getStockCard(admin, GetStockCard.parse({ variantId: shop.variant.TEA }))).rows;
    expect(entry).toMatchObject({ actorName: "Mary Manager", documentLabel: "Asked by Cleo Clerk", change: -8 });
    expect(await listApprovals(admin, ListApprovals.parse({}))).toMatchObject({
      rows: [
        {
          state: "approved",
          askedByName: "Cleo Clerk",
          decidedByName: "Mary Manager",
          label: "Product TEA in RECEIVING",
        },
      ],
    });
    expect(await verifyLedger(admin)).toMatchObject({ isSound: true });
  });

  test("is told, recorded and listed from the moment it is asked", async () => {
    const { approvalId } = await ask();
    const facts = await database.db.select().from(outbox).where(eq(outbox.name, "approvals.asked"));
    expect(facts).toMatchObject([{ payload: { approvalId, subjectId: shop.variant.TEA } }]);
    const entries = await database.db.select().from(auditEntries).where(eq(auditEntries.entityId, approvalId));
    expect(entries).toMatchObject([
      { after: { state: "waiting", asked: "8 fewer: Damaged", reason: "A shelf came down" } },
    ]);
    expect(await listWaitingApprovals(manager, { subjectId: shop.variant.TEA })).toMatchObject([{ approvalId }]);
    expect([await countWaitingApprovals(manager), await countWaitingApprovals(clerk)]).toEqual([
      { waiting: 1 },
      { waiting: 0 },
    ]);
  });

  test("that can't be booked any more goes on waiting, and is booked when it can", async () => {
    const { approvalId } = await ask();
    await adjustStock(admin, { variantId: shop.variant.TEA, locationId: shop.binId, change: -5, reason: "lost" });
    await expect(approve(approvalId)).rejects.toMatchObject({ code: "inventory.insufficient-in-bin" });
    expect(await stateOf(approvalId)).toBe("waiting");
    await adjustStock(admin, { variantId: shop.variant.TEA, locationId: shop.binId, change: 5, reason: "found" });
    await approve(approvalId);
    expect(await onHand()).toBe(2);
  });

  test("of a count is refused when the stock has changed since it was counted", async () => {
    const counted = { quantity: 1, recorded: 10 };
    const place = { variantId: shop.variant.TEA, locationId: shop.binId };
    const adjustment = { ...place, count: counted, reason: "counted" };
    const { approvalId } = await requestAdjustment(clerk, RequestAdjustment.parse({ adjustment, reason: "Year end" }));
    await adjustStock(admin, { ...place, change: 1, reason: "found" });
    await expect(approve(approvalId)).rejects.toMatchObject({ code: "inventory.count-is-stale" });
    expect(await stateOf(approvalId)).toBe("waiting");
  });

  test("in a bin that was archived meanwhile is refused", async () => {
    const { approvalId } = await ask(8);
    await adjustStock(admin, { variantId: shop.variant.TEA, locationId: shop.binId, change: -10, reason: "lost" });
    await archiveLocation(admin, { locationId: shop.binId });
    await expect(approve(approvalId)).rejects.toMatchObject({ code: "inventory.location-unusable" });
    expect(await stateOf(approvalId)).toBe("waiting");
  });

  test("is above the limit of a manager, too, where that is lower", async () => {
    const { approvalId } = await ask();
    await limit("manager", 5);
    await expect(approve(approvalId)).rejects.toMatchObject({ code: "inventory.above-limit" });
    expect([await stateOf(approvalId), await onHand()]).toEqual(["waiting", 10]);
    await approve(approvalId, admin);
    expect(await onHand()).toBe(2);
  });
});

describe("who decides", () => {
  test("is somebody else than the one who asks, whatever their role", async () => {
    const { approvalId } = await ask(-8, admin);
    await expect(approve(approvalId, admin)).rejects.toMatchObject({ code: "approvals.own" });
    await expect(refuse(approvalId, admin)).rejects.toMatchObject({ code: "approvals.own" });
    await approve(approvalId);
  });

  test("is no clerk", async () => {
    const { approvalId } = await ask();
    const other = await testContext(database.db, { role: "staff" });
    await expect(approve(approvalId, other)).rejects.toMatchObject({ code: "approvals.may-not-decide" });
    await expect(refuse(approvalId, other)).rejects.toMatchObject({ code: "approvals.may-not-decide" });
  });

  test("works in the warehouse", async () => {
    const { approvalId } = await ask();
    const stranger = await testContext(database.db, { role: "manager", warehouses: [] });
    await expect(approve(approvalId, stranger)).rejects.toMatchObject({ code: "approvals.not-found" });
    expect((await listApprovals(stranger, ListApprovals.parse({}))).rows).toEqual([]);
    expect(await countWaitingApprovals(stranger)).toEqual({ waiting: 0 });
  });

  const DECISIONS = [
    "approvals.refuse",
    "inventory.approve-adjustment",
    "orders.approve-reserved-loss",
    "orders.approve-discount",
  ] as const;

  test("is no program, whoever its key belongs to", async () => {
    const scopes = Object.keys(ACCESS).filter((name): name is keyof typeof ACCESS => name in ACCESS);
    const actor: Person = { ...manager.actor, key: { keyId: newId(), name: "Robot", scopes } };
    for (const decision of DECISIONS) {
      expect(isScope(decision)).toBe(false);
      expect(can(actor, decision)).toBe(false);
    }
    const { approvalId } = await ask();
    await expect(approve(approvalId, { ...manager, actor })).rejects.toMatchObject({
      code: "approvals.only-people-decide",
    });
    await expect(refuse(approvalId, { ...manager, actor })).rejects.toMatchObject({
      code: "approvals.only-people-decide",
    });
    await expect(approveAdjustment(systemContext(database.db), { approvalId, note: "" })).rejects.toMatchObject({
      code: "approvals.only-people-decide",
    });
    expect(await stateOf(approvalId)).toBe("waiting");
  });

  test("is not the owner of the key with which it was asked", async () => {
    const key = { keyId: newId(), name: "Robot", scopes: ["inventory.request-adjustment" as const] };
    const { userId } = manager.actor;
    await database.db.insert(apiKeys).values({
      id: key.keyId,
      userId,
      name: key.name,
      scopes: key.scopes,
      createdBy: userId,
      secretDigest: "x",
      createdAt: new Date(),
      expiresAt: new Date(Date.now() + 3_600_000),
    });
    const { approvalId } = await askedAdjustment({ ...shop, ctx: { ...manager, actor: { ...manager.actor, key } } });
    await expect(approve(approvalId)).rejects.toMatchObject({ code: "approvals.own" });
  });

  test("may take back only what they asked themselves", async () => {
    const { approvalId } = await ask();
    await expect(withdrawApproval(admin, { approvalId })).rejects.toMatchObject({ code: "approvals.not-yours" });
    await withdrawApproval(clerk, { approvalId });
    await expect(approve(approvalId)).rejects.toThrow("This request was withdrawn. Nothing was changed.");
    expect(await onHand()).toBe(10);
  });
});

describe("a request that nobody decides", () => {
  test("expires by the clock of the database, and is approved no more", async () => {
    const { approvalId } = await ask();
    expect(await expireApprovals(database.db)).toBe(0);
    await letExpire();
    await expect(
      database.db
        .update(approvalRequests)
        .set({ state: "approved", decidedBy: manager.actor.userId, endedAt: new Date() }),
    ).rejects.toMatchObject({ constraint: "approval_requests_expire_at_their_time" });
    expect(await expireApprovals(database.db)).toBe(1);
    expect(await stateOf(approvalId)).toBe("expired");
    await expect(approve(approvalId)).rejects.toMatchObject({ code: "approvals.ended", details: { state: "expired" } });
  });
});

const BY_SOMEONE = "approval_requests_are_decided_by_someone";

describe("the database itself", () => {
  type Move = Partial<typeof approvalRequests.$inferInsert>;
  const write = (move: Move) => database.db.update(approvalRequests).set(move);
  const by = (ctx: Asking) => ({ decidedBy: ctx.actor.userId, endedAt: new Date() });

  test("lets nobody decide their own request", async () => {
    await ask();
    await expect(write({ state: "approved", ...by(clerk) })).rejects.toMatchObject({
      constraint: "approval_requests_need_a_second_person",
    });
  });

  test("lets no program decide, and nobody who may not come in any more", async () => {
    await ask();
    for (const [kind, status] of [
      ["program", "active"],
      ["person", "disabled"],
    ] as const) {
      const id = newId();
      await database.db
        .insert(users)
        .values({ id, email: `${id}@example.test`, name: "X", role: "admin", kind, status, createdAt: new Date() });
      await expect(write({ state: "approved", decidedBy: id, endedAt: new Date() })).rejects.toMatchObject({
        constraint: "approval_requests_are_decided_by_a_person",
      });
    }
  });

  test("lets a request be decided by someone, at a moment", async () => {
    await ask();
    await expect(write({ state: "approved", endedAt: new Date() })).rejects.toMatchObject({ constraint: BY_SOMEONE });
    await expect(write({ state: "approved", decidedBy: manager.actor.userId })).rejects.toMatchObject({
      constraint: "approval_requests_end_once",
    });
    await expect(write({ state: "withdrawn", ...by(manager) })).rejects.toMatchObject({ constraint: BY_SOMEONE });
  });

  test.each(APPROVAL_STATES)("lets no request that is over become %s", async (state) => {
    const { approvalId } = await ask();
    await withdrawApproval(clerk, { approvalId });
    const decided = state === "approved" || state === "refused" ? manager.actor.userId : null;
    await expect(
      write({ state, decidedBy: decided, endedAt: state === "waiting" ? null : new Date() }),
    ).rejects.toMatchObject({ constraint: "approval_requests_are_decided_once" });
  });

  test("keeps what was asked as it was asked, and every request", async () => {
    await ask();
    for (const move of [
      { payload: { change: -1 } },
      { reason: "Other" },
      { askedBy: admin.actor.userId },
      { expiresAt: new Date(0) },
    ])
      await expect(write(move)).rejects.toMatchObject({ constraint: "approval_requests_stay_as_asked" });
    await expect(database.db.delete(approvalRequests)).rejects.toMatchObject({ kind: "permission" });
    await expect(database.owner`delete from approval_requests`).rejects.toThrow(/append-only/);
  });

  test("begins every request with waiting, and expires none early", async () => {
    await ask();
    const [row] = await database.db.select().from(approvalRequests);
    if (!row) throw new Error("Nothing was asked.");
    await expect(
      database.db.insert(approvalRequests).values({ ...row, id: newId(), state: "withdrawn", endedAt: new Date() }),
    ).rejects.toMatchObject({ constraint: "approval_requests_begin_with_waiting" });
    await expect(write({ state: "expired", endedAt: new Date() })).rejects.toMatchObject({
      constraint: "approval_requests_expire_at_their_time",
    });
  });
});

describe("at once", () => {
  const settled = async (...works: Promise<unknown>[]) =>
    (await Promise.allSettled(works)).map(({ status }) => status === "fulfilled");

  test("two approve, and it is booked once", async () => {
    for (let round = 0; round < 5; round += 1) {
      const { approvalId } = await ask(-2);
      const outcomes = await settled(approve(approvalId), approve(approvalId, admin));
      expect(outcomes.filter(Boolean)).toHaveLength(1);
      expect(await onHand()).toBe(8);
      await adjustStock(admin, { variantId: shop.variant.TEA, locationId: shop.binId, change: 2, reason: "found" });
    }
  });

  test("one approves while it is withdrawn or refused, and one of them is true", async () => {
    for (const rival of [
      (id: string) => withdrawApproval(clerk, { approvalId: id }),
      (id: string) => refuse(id, admin),
    ]) {
      const before = await onHand();
      const { approvalId } = await ask(-2);
      const [isApproved, isEnded] = await settled(approve(approvalId), rival(approvalId));
      expect(isApproved).toBe(!isEnded);
      expect(await onHand()).toBe(isApproved ? before - 2 : before);
      expect((await stateOf(approvalId)) === "approved").toBe(isApproved);
    }
  });

  test("one approves while their limit is lowered: booked under the old limit, or waiting under the new", async () => {
    const { approvalId } = await ask();
    const [isApproved] = await settled(approve(approvalId), limit("manager", 1));
    expect(await onHand()).toBe(isApproved ? 2 : 10);
    expect(await stateOf(approvalId)).toBe(isApproved ? "approved" : "waiting");
  });

  test("one approves while they become a clerk, and never as a clerk", async () => {
    const { approvalId } = await ask();
    const change = {
      userId: manager.actor.userId,
      version: 1,
      role: "staff",
      warehouses: "all",
      disabled: false,
    } as const;
    const [isApproved] = await settled(approve(approvalId), changeAccess(admin, change));
    expect(await onHand()).toBe(isApproved ? 2 : 10);
    const next = await ask(-1);
    await expect(approve(next.approvalId)).rejects.toMatchObject({ code: "platform.access-changed" });
    expect(await stateOf(next.approvalId)).toBe("waiting");
  });
});
