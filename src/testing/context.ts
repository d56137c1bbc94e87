import { users, warehouseGrants } from "@/modules/users/schema";
import type { Context } from "@/platform/context";
import type { Db } from "@/platform/database/db";
import type { Person, Role, WarehouseScope } from "@/shared/access";
import { newId } from "@/shared/id";

/** No hash of bcrypt's looks like this, so nobody signs in with it. */
const UNUSABLE_PASSWORD_HASH = "unusable";

type Options = { role?: Role; name?: string; action?: string; now?: Date; warehouses?: WarehouseScope };

/** A context in which a real person asks: a row in `users`, signed in, with the role's rights. */
export async function testContext(db: Db, options: Options = {}): Promise<Context & { actor: Person }> {
  const { role = "admin", warehouses = "all", now = new Date() } = options;
  const userId = newId();
  const name = options.name ?? `A ${role}`;
  await db.insert(users).values({
    id: userId,
    email: `${userId}@example.test`,
    name,
    role,
    allWarehouses: warehouses === "all",
    status: "active",
    passwordHash: UNUSABLE_PASSWORD_HASH,
    createdAt: now,
  });
  if (warehouses !== "all" && warehouses.length > 0)
    await db.insert(warehouseGrants).values(warehouses.map((warehouseId) => ({ userId, warehouseId })));
  return {
    db,
    actor: { kind: "person", userId, sessionId: newId(), name, role, warehouses },
    now,
    action: options.action ?? "tests.act",
    requestId: newId(),
  };
}

/** A context in which the system asks, as jobs and commands do. */
export const systemContext = (db: Db, options: { action?: string; now?: Date } = {}): Context => ({
  db,
  actor: { kind: "system" },
  now: options.now ?? new Date(),
  action: options.action ?? "tests.act",
  requestId: newId(),
});

/** A context in which somebody asks who has not signed in. */
export const strangerContext = (db: Db, options: { action?: string } = {}): Context => ({
  db,
  actor: { kind: "anyone" },
  now: new Date(),
  action: options.action ?? "tests.act",
  requestId: newId(),
});
