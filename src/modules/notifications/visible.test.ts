import { describe, expect, test } from "vitest";
import { createWarehouse } from "@/modules/inventory/locations/create-warehouse";
import { ROLES, type Role, roleMay, type WarehouseScope } from "@/shared/access";
import { newId } from "@/shared/id";
import { testContext } from "@/testing/context";
import { testDatabase } from "@/testing/database";
import { KINDS, kindOf, NOTICE_KINDS, type NoticeKind } from "./kind";
import { listAlerts, listNotices, countUnread } from "./queries";
import { alerts, notices } from "./schema";

/* Of every kind: who reads of it is decided by what they may do when they read, whatever was written before. */

const world = testDatabase();

type Asker = Awaited<ReturnType<typeof testContext>>;

async function seen(ctx: Asker) {
  const { rows } = await listNotices(ctx, { unread: false, limit: 50 });
  const open = await listAlerts(ctx, { limit: 50 });
  expect(await countUnread(ctx)).toEqual({ unread: rows.length });
  return { notices: rows.length, alerts: open.rows.length };
}

/** The same person, whose rights are others now. */
const after = (ctx: Asker, change: { role?: Role; warehouses?: WarehouseScope }): Asker => ({
  ...ctx,
  actor: { ...ctx.actor, ...change },
});

async function write(kind: NoticeKind, { userId, warehouseId }: { userId: string; warehouseId: string }) {
  const { audience, isAlert } = kindOf(kind);
  const about = {
    kind,
    label: "A thing",
    subjectId: newId(),
    warehouseId: audience === "warehouse" ? warehouseId : null,
  };
  const at = new Date(Date.now() + 3_600_000);
  await world.db
    .insert(notices)
    .values({ ...about, id: newId(), userId: audience === "person" ? userId : null, createdAt: at, changedAt: at });
  if (isAlert)
    await world.db.insert(alerts).values({ ...about, id: newId(), cause: newId(), openedAt: at, noticedAt: at });
}

describe.each(NOTICE_KINDS)("%s", (kind) => {
  const { audience, permission, isAlert } = kindOf(kind);
  const whole = { notices: 1, alerts: isAlert ? 1 : 0 };
  const nothing = { notices: 0, alerts: 0 };

  test.each(ROLES)("is read by a %s who may, and no longer when the right is gone", async (role) => {
    const boss = await testContext(world.db);
    const here = await createWarehouse(boss, { code: "HERE", name: "Here" });
    const there = await createWarehouse(boss, { code: "THERE", name: "There" });
    const person = await testContext(world.db, { role, warehouses: [here.warehouseId] });
    await write(kind, { userId: person.actor.userId, warehouseId: here.warehouseId });

    expect(await seen(person)).toEqual(roleMay(role, permission) ? whole : nothing);
    const moved = after(person, { warehouses: [there.warehouseId] });
    expect(await seen(moved)).toEqual(roleMay(role, permission) && audience !== "warehouse" ? whole : nothing);
    expect(await seen(after(person, { warehouses: [] }))).toEqual(await seen(moved));
    for (const other of ROLES)
      expect(await seen(after(person, { role: other }))).toEqual(roleMay(other, permission) ? whole : nothing);

    const colleague = await testContext(world.db, { role, warehouses: [here.warehouseId] });
    expect(await seen(colleague)).toEqual(roleMay(role, permission) && audience !== "person" ? whole : nothing);
  });
});

test("a kind that no registry knows is nobody's", async () => {
  const boss = await testContext(world.db);
  await world.owner`
    insert into notices (id, kind, label, created_at, changed_at)
    values (${newId()}, 'from-a-later-release', 'A thing', now() + interval '1 second', now())`;
  expect(await seen(boss)).toEqual({ notices: 0, alerts: 0 });
  expect(Object.keys(KINDS)).toEqual(NOTICE_KINDS);
});
