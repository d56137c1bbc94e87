import type { TxContext } from "@/platform/context";
import { insertRows } from "@/platform/database/rows";
import { locations } from "./schema";

/** Writes warehouses with their zones and bins as they come, parents first: an operator's bulk restore. */
export const loadLocations = (ctx: TxContext, rows: readonly (typeof locations.$inferSelect)[]): Promise<void> =>
  insertRows(ctx, locations, rows);
