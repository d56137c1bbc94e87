import { expect, test } from "vitest";
import { CreateProduct, EditProduct } from "@/modules/catalog/contract";
import { createProduct } from "@/modules/catalog/create-product";
import { editProduct } from "@/modules/catalog/edit-product";
import { changeOwnProfile } from "@/modules/users/change-own-profile";
import { inviteUser } from "@/modules/users/invite-user";
import { auditEntries } from "@/platform/audit/schema";
import type { Context } from "@/platform/context";
import { newId } from "@/shared/id";
import { testDatabase } from "@/testing/database";
import { aPerson, aSession } from "@/testing/people";
import { ListHistory } from "./contract";
import { listHistory } from "./queries";

const base = testDatabase();

async function signedIn(role: "admin" | "staff", name: string): Promise<Context> {
  const actor = await aSession(base.db, await aPerson(base.db, { role, name, passwordHash: "unusable" }));
  return { db: base.db, actor, now: new Date(), action: "tests.act", requestId: newId() };
}

const historyOf = async (ctx: Context, wanted: Partial<ListHistory> = {}) =>
  (await listHistory(ctx, ListHistory.parse(wanted))).rows;

test("staff see their own changes, but no entries about other people and no costs", async () => {
  const [admin, clerk] = [await signedIn("admin", "Grace"), await signedIn("staff", "Clara")];
  await inviteUser(admin, { email: "other@example.test", name: "Other", role: "staff", warehouses: "all" });
  await changeOwnProfile(clerk, { name: "Clara Clerk" });
  const made = await createProduct(admin, CreateProduct.parse({ title: "Tea", variants: [{ price: 900, cost: 5 }] }));
  const [variantId = ""] = made.variantIds;
  const edit = { productId: made.productId, version: 1, title: "Green tea" };
  await editProduct(admin, EditProduct.parse({ ...edit, variants: [{ variantId, price: 950, cost: 6 }] }));

  const seen = await historyOf(clerk);

  expect(seen.map((row) => [row.entity, row.actorName])).toEqual([
    ["product", "Grace"],
    ["product", "Grace"],
    ["user", "Clara Clerk"],
  ]);
  expect(seen[0]).toMatchObject({
    before: { title: "Tea", variants: [{ price: 900 }] },
    after: { title: "Green tea", variants: [{ price: 950 }] },
  });
  expect(JSON.stringify(seen)).not.toContain("cost");
  expect((await historyOf(admin, { entity: "product" }))[0]).toMatchObject({ before: { variants: [{ cost: 5 }] } });
  expect(await historyOf(admin, { limit: 1 })).toHaveLength(1);
});

test("an entry of a process without declarations shows no values to staff, and all to administrators", async () => {
  const [admin, clerk] = [await signedIn("admin", "Grace"), await signedIn("staff", "Clara")];
  await base.db.insert(auditEntries).values({
    id: newId(),
    occurredAt: new Date(),
    action: "catalog.editProduct",
    entity: "product",
    entityId: newId(),
    label: "Tea",
    before: { cost: 5 },
    after: { cost: 6 },
    requestId: "tests",
  });

  expect((await historyOf(clerk))[0]).toMatchObject({ label: "Tea", before: {}, after: {} });
  expect((await historyOf(admin))[0]).toMatchObject({ before: { cost: 5 }, after: { cost: 6 } });
});
