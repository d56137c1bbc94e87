import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { replicas } from "@/platform/database/replicas";
import { POSITION_HEADER } from "@/shared/http";
import { testDatabase } from "@/testing/database";
import { callerPosition } from "./caller-position";

testDatabase();

test("without replicas no position is read, and none is asked of a commit", async () => {
  replicas().start();
  await replicas().read(null, (db) => db.execute(sql`select 1`));
  const brought = new Headers({ [POSITION_HEADER]: `1.${"a".repeat(43)}` });
  expect(callerPosition(brought, new Headers())).toEqual({});
});
