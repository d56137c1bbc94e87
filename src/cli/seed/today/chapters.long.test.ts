import { describe, test } from "vitest";
import { testDatabase } from "@/testing/database";
import { startAt } from "@/testing/first-start";

const database = testDatabase({ fresh: true });
const PATIENCE = { timeout: 300_000 };

/** When somebody may start the product for the first time: quiet hours and odd days. */
const MOMENTS = {
  "a Friday evening": "2026-11-27T19:54:00Z",
  "a Sunday night": "2027-06-06T02:30:00Z",
  "a leap day at noon": "2028-02-29T12:00:00Z",
  "a first of the month that is a Monday morning": "2027-03-01T06:05:00Z",
} as const;

describe("whenever the product is first started", () => {
  test.for(Object.entries(MOMENTS))("%s", PATIENCE, ([, moment]) => startAt(database, moment));
});
