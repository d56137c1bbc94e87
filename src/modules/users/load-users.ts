import type { TxContext } from "@/platform/context";
import { insertRows } from "@/platform/database/rows";
import { users, warehouseGrants } from "./schema";

type Loaded = {
  users: readonly (typeof users.$inferSelect)[];
  grants: readonly (typeof warehouseGrants.$inferSelect)[];
};

/**
 * Writes people as they come, hashes included, into an empty house: an operator's bulk restore. The warehouses exist.
 */
export async function loadUsers(ctx: TxContext, rows: Loaded): Promise<void> {
  await insertRows(ctx, users, rows.users);
  await insertRows(ctx, warehouseGrants, rows.grants);
}
