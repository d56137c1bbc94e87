import { expect, test } from "vitest";
import { shopDay } from "./shop";

test("the shop's day begins at its own midnight, also when the clocks change", () => {
  const day = (moment: string, daysBefore = 0) => shopDay("Europe/Berlin", new Date(moment), daysBefore);
  expect(day("2026-03-10T22:59:00Z")).toBe("2026-03-10");
  expect(day("2026-03-10T23:00:00Z")).toBe("2026-03-11");
  expect(day("2026-03-29T22:30:00Z")).toBe("2026-03-30");
  expect(day("2026-03-30T01:00:00Z", 1)).toBe("2026-03-29");
  expect(day("2024-03-01T12:00:00Z", 1)).toBe("2024-02-29");
  expect(shopDay("America/New_York", new Date("2026-03-10T03:59:00Z"))).toBe("2026-03-09");
});
