import type { TxContext } from "@/platform/context";
import { insertRows } from "@/platform/database/rows";
import { users, warehouseGrants } from "./schema";

type Loaded = {
  users: readonly (typeof users.$inferSelect)[];
  grants: readonly (typeof warehouseGrants.$inferSelect)[];
};

/** Inserts users with their password hashes, after the warehouses: an operator's bulk restore. */
export async function loadUsers(ctx: TxContext, rows: Loaded): Promise<void> {
  await insertRows(ctx, users, rows.users);
  await insertRows(ctx, warehouseGrants, rows.grants);
}
