import { type AnyColumn, type SQL, sql } from "drizzle-orm";
import { type CheckBuilder, check, customType, integer, text, uuid } from "drizzle-orm/pg-core";
import { type Money, type Rate, type UnitCost, toMoney, toRate, toUnitCost } from "@/shared/money";
import { type Quantity, toQuantity } from "@/shared/quantity";
import { toCount } from "./numbers";

/** A key made by the application (UUIDv7, `newId`), so that rows sort by age and a client may name what it creates. */
export const id = (name = "id") => uuid(name).primaryKey();

/**
 * A bigint column as a branded number. Postgres sends bigint as text and `Number` would round past 2^53, so both
 * ways go through the brand's own constructor, which refuses what JavaScript does not hold exactly.
 */
const wholeNumber = <Branded extends number>(brand: (value: number) => Branded) =>
  customType<{ data: Branded; driverData: string }>({
    dataType: () => "bigint",
    toDriver: (value) => brand(value).toString(),
    fromDriver: (value) => brand(Number(value)),
  });

export const quantity = wholeNumber<Quantity>(toQuantity);
/** Whole minor units of the currency named in the column beside it. */
export const money = wholeNumber<Money>(toMoney);
/** Minor units x 10^4. */
export const unitCost = wholeNumber<UnitCost>(toUnitCost);
/** Parts per million. */
export const rate = wholeNumber<Rate>(toRate);
/** Any other whole number that may outgrow 32 bits: a position, a count of rows. */
export const count = wholeNumber<number>(toCount);

/**
 * A moment. Milliseconds, as JavaScript has them, so that a time read and compared in SQL is still equal. Microseconds
 * where the database's clock gives the time, or where the table was made before this column was.
 */
export const instant = customType<{ data: Date; driverData: string; config: { precision: "microseconds" } }>({
  dataType: (config) => (config ? "timestamp with time zone" : "timestamp (3) with time zone"),
  toDriver: (value) => value.toISOString(),
  fromDriver: (value) => new Date(value),
});
export const createdAt = () => instant("created_at").notNull();
export const updatedAt = () => instant("updated_at").notNull();
/** Null while it is in use. */
export const archivedAt = () => instant("archived_at");

/** What a row is found by, made by the database from its other columns, whichever release writes them. */
export const searchForm = (of: SQL) =>
  text("search_form")
    .notNull()
    .generatedAlwaysAs(sql`search_forms(${of})`);

export const bytes = customType<{ data: Buffer; driverData: Uint8Array }>({
  dataType: () => "bytea",
  fromDriver: (value) => Buffer.from(value),
});

/** A jsonb column that holds objects only: Drizzle reads the JSON string "0.10" back as the number 0.1. */
export const jsonObject = <Shape extends object = Record<string, unknown>>(name: string) =>
  customType<{ data: Shape; driverData: string | Shape }>({
    dataType: () => "jsonb",
    toDriver: (value) => {
      if (value === null || typeof value !== "object" || Array.isArray(value)) {
        throw new TypeError("A jsonb column takes an object only.");
      }
      return JSON.stringify(value);
    },
    fromDriver: (value) => (typeof value === "string" ? JSON.parse(value) : value),
  })(name);

/** Optimistic version: a change names the version it was made on, and is refused when the row has a later one. */
export const version = () => integer("version").notNull().default(1);

/** The check that belongs to every `jsonObject` column. */
export const objectCheck = (table: string, column: AnyColumn): CheckBuilder =>
  check(`${table}_${column.name}_is_an_object`, sql`jsonb_typeof(${column}) = 'object'`);

/** The check that belongs to every bigint column: 2^53 - 1, written out because a constraint takes no parameters. */
export const safeIntegerCheck = (table: string, column: AnyColumn): CheckBuilder =>
  check(`${table}_${column.name}_is_exact`, sql`${column} between -9007199254740991 and 9007199254740991`);

/** The same for several columns of one table. */
export const safeIntegerChecks = (table: string, ...columns: readonly AnyColumn[]): CheckBuilder[] =>
  columns.map((column) => safeIntegerCheck(table, column));
