import { describe, test } from "vitest";
import { testDatabase } from "@/testing/database";
import { liveThrough, NORTHWIND_SEED } from "@/testing/northwind-life";
import { hasRealData } from "@/testing/real-data";

/* `northwind-life.long.test.ts` has all of them. */

const EVERY = 5;
const TIMEOUT_MS = 300_000;

const database = testDatabase({ keepRows: true });

describe.runIf(hasRealData("northwind"))("Northwind", () => {
  test(
    `166 of 830 orders come to what an independent sum says after all that happens to orders (seed ${NORTHWIND_SEED})`,
    { timeout: TIMEOUT_MS },
    () => liveThrough(database, EVERY),
  );
});
