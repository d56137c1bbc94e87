import { pgTable, text } from "drizzle-orm/pg-core";

/** What the secrets are known by with which this database is used. Nothing of a secret follows from it. */
export const secretChecks = pgTable("secret_checks", {
  purpose: text("purpose", { enum: ["cookie", "seal", "pepper"] }).primaryKey(),
  checkValue: text("check_value").notNull(),
});
