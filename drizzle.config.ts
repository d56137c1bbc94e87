import { defineConfig } from "drizzle-kit";

/**
 * `npx drizzle-kit generate` writes what the schemas have become; `generate --custom` an empty file for triggers and
 * grants.
 */
export default defineConfig({
  dialect: "postgresql",
  schema: "./src/**/schema.ts",
  out: "./drizzle",
});
