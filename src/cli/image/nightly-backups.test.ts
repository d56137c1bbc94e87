import { expect, test } from "vitest";
import { msUntil, outlived } from "./nightly-backups.mjs";

const HOUR_MS = 3_600_000;

test.each([
  ["2026-03-01T01:30:00Z", 1],
  ["2026-03-01T02:30:00Z", 24],
  ["2026-03-01T03:30:00Z", 23],
])("seen from %s the next half past two is %d hours away", (now, hours) => {
  expect(msUntil("02:30", new Date(now))).toBe(hours * HOUR_MS);
});

test("backups of more days ago than are kept go, and nothing that is named otherwise", () => {
  const names = ["2026-02-14", "2026-02-15", "2026-03-01", "2026-01-07.part", "before-the-move", "2026-01-01.txt"];
  expect(outlived(names, 14, new Date("2026-03-01T02:30:00Z"))).toEqual(["2026-02-14", "2026-01-07.part"]);
});
