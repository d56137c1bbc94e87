import { type SQL, sql } from "drizzle-orm";
import { toQuantity } from "@/shared/quantity";
import type { stockAvailability } from "./schema";

/** Postgres sends sums as text; this reads them as quantities, exactly or not at all. */
export const asQuantity = (value: SQL) => value.mapWith((text: string) => toQuantity(Number(text)));

export const sumOf = (column: typeof stockAvailability.onHand | typeof stockAvailability.reserved) =>
  asQuantity(sql`coalesce(sum(${column}), 0)`);
