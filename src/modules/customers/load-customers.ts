import type { TxContext } from "@/platform/context";
import { insertRows } from "@/platform/database/rows";
import { customers } from "./schema";

type Loaded = { customers: readonly Omit<typeof customers.$inferSelect, "searchText" | "searchForm">[] };

/** Inserts customers as they are: an operator's bulk restore. */
export const loadCustomers = (ctx: TxContext, rows: Loaded): Promise<void> =>
  insertRows(ctx, customers, rows.customers);
