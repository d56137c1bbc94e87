import { readFileSync } from "node:fs";
import path from "node:path";
import { PostgresJsPreparedQuery, PostgresJsSession, PostgresJsTransaction } from "drizzle-orm/postgres-js";
import { expect, test } from "vitest";
import * as z from "zod";

const PACKAGE = path.resolve("node_modules/drizzle-orm/package.json");

test("session.ts subclasses Drizzle 0.45.4: read its postgres-js session again before raising the version", () => {
  const { version } = z.object({ version: z.string() }).parse(JSON.parse(readFileSync(PACKAGE, "utf8")));
  expect(version).toBe("0.45.4");
  // How many arguments the constructors take, by position.
  expect([PostgresJsPreparedQuery, PostgresJsSession, PostgresJsTransaction].map(({ length }) => length)).toEqual([
    11, 3, 3,
  ]);
});
