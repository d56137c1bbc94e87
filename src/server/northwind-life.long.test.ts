import { describe, test } from "vitest";
import { testDatabase } from "@/testing/database";
import { liveThrough, NORTHWIND_SEED } from "@/testing/northwind-life";
import { hasRealData } from "@/testing/real-data";
import { sized } from "@/testing/size";

/** All of the 830 orders, or every fifth. */
const EVERY = sized(1, 5);
const TIMEOUT_MS = 300_000;

const database = testDatabase({ keepRows: true });

describe.runIf(hasRealData("northwind"))("Northwind", () => {
  test(
    `orders come to what an independent sum says after all that happens to them (seed ${NORTHWIND_SEED})`,
    { timeout: 2 * TIMEOUT_MS },
    () => liveThrough(database, EVERY),
  );
});
