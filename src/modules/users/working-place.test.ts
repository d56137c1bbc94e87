import { expect, test } from "vitest";
import { createWarehouse } from "@/modules/inventory/locations/create-warehouse";
import type { Context } from "@/platform/context";
import type { Person } from "@/shared/access";
import { newId } from "@/shared/id";
import { testContext } from "@/testing/context";
import { testDatabase } from "@/testing/database";
import { changeAccess } from "./change-access";
import { getMe } from "./queries";
import { setHomeWarehouse, setOwnHomeWarehouse } from "./set-home-warehouse";
import { workIn } from "./work-in";

const database = testDatabase();

async function warehouses(ctx: Context) {
  const [vienna, lyon] = [
    await createWarehouse(ctx, { code: "VIE", name: "Vienna" }),
    await createWarehouse(ctx, { code: "LYS", name: "Lyon" }),
  ];
  return { vienna: vienna.warehouseId, lyon: lyon.warehouseId, bin: vienna.binId };
}
const scoped = (ctx: Context & { actor: Person }, ids: string[]) => ({
  ...ctx,
  actor: { ...ctx.actor, warehouses: ids },
});

test("who works elsewhere today is at home again tomorrow", async () => {
  const ctx = await testContext(database.db);
  const { vienna, lyon } = await warehouses(ctx);
  await setOwnHomeWarehouse(ctx, { warehouseId: lyon });
  await workIn(ctx, { warehouseId: vienna });
  expect(await getMe(ctx)).toMatchObject({ homeWarehouseId: lyon, workingWarehouseId: vienna });

  await database.owner`update users set working_on = working_on - 1`;
  expect(await getMe(ctx)).toMatchObject({ homeWarehouseId: lyon, workingWarehouseId: null });
});

test("without a home the last choice stays", async () => {
  const ctx = await testContext(database.db);
  const { vienna } = await warehouses(ctx);
  await workIn(ctx, { warehouseId: vienna });
  await database.owner`update users set working_on = working_on - 30`;
  expect(await getMe(ctx)).toMatchObject({ workingWarehouseId: vienna });
});

test("a warehouse that is no longer granted is nobody's place", async () => {
  const admin = await testContext(database.db);
  const { vienna, lyon } = await warehouses(admin);
  const clerk = await testContext(database.db, { role: "staff" });
  await workIn(clerk, { warehouseId: vienna });
  const { userId } = clerk.actor;
  await setHomeWarehouse(admin, { userId, warehouseId: vienna });
  await changeAccess(admin, { userId, version: 2, role: "staff", warehouses: [lyon], disabled: false });

  const now = scoped(clerk, [lyon]);
  expect(await getMe(now)).toMatchObject({ homeWarehouseId: null, workingWarehouseId: null });
  await expect(workIn(now, { warehouseId: vienna })).rejects.toMatchObject({ code: "users.warehouse-not-granted" });
  await expect(setOwnHomeWarehouse(now, { warehouseId: vienna })).rejects.toMatchObject({
    code: "users.home-not-granted",
  });
});

test("only a warehouse is a place of work: no bin, no virtual place, no other id", async () => {
  const ctx = await testContext(database.db);
  const { bin } = await warehouses(ctx);
  for (const warehouseId of [bin, "00000000-0000-7000-8000-000000000011", newId()]) {
    await expect(workIn(ctx, { warehouseId })).rejects.toMatchObject({ code: "users.unknown-warehouse" });
    await expect(setOwnHomeWarehouse(ctx, { warehouseId })).rejects.toMatchObject({ code: "users.unknown-warehouse" });
  }
});
