import type { SQL } from "drizzle-orm";
import { type Money, toMoney } from "@/shared/money";
import { type Quantity, toQuantity } from "@/shared/quantity";

// Postgres sends bigint and numeric, and so every count and sum, as text.

/** @throws RangeError when the number is not whole, or larger than JavaScript holds exactly. */
export function toCount(value: unknown): number {
  const number = Number(value);
  if (!Number.isSafeInteger(number))
    throw new RangeError("A count must be a whole number that JavaScript holds exactly.");
  return number;
}

/** Expressions of a select that are read exactly or not at all: `asCount(sql`count(*)`)`. Null stays null. */
export const asCount = (expression: SQL): SQL<number> => expression.mapWith(toCount);
export const asQuantity = (expression: SQL): SQL<Quantity> => expression.mapWith((value) => toQuantity(Number(value)));
export const asMoney = (expression: SQL): SQL<Money> => expression.mapWith((value) => toMoney(Number(value)));
