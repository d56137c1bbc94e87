import { expect, test } from "vitest";
import { endOfShopDay, shopDay } from "./shop";

test("the shop's day begins at its own midnight, also when the clocks change", () => {
  const day = (moment: string, daysBefore = 0) => shopDay("Europe/Berlin", new Date(moment), daysBefore);
  expect(day("2026-03-10T22:59:00Z")).toBe("2026-03-10");
  expect(day("2026-03-10T23:00:00Z")).toBe("2026-03-11");
  expect(day("2026-03-29T22:30:00Z")).toBe("2026-03-30");
  expect(day("2026-03-30T01:00:00Z", 1)).toBe("2026-03-29");
  expect(day("2024-03-01T12:00:00Z", 1)).toBe("2024-02-29");
  expect(shopDay("America/New_York", new Date("2026-03-10T03:59:00Z"))).toBe("2026-03-09");
});

test("the shop's day ends at its own midnight, or where the clocks jump over it", () => {
  const end = (timeZone: string, moment: string) => endOfShopDay(timeZone, new Date(moment)).toISOString();
  expect(end("Europe/Berlin", "2026-03-10T12:00:00Z")).toBe("2026-03-10T23:00:00.000Z");
  expect(end("Europe/Berlin", "2026-03-29T12:00:00Z")).toBe("2026-03-29T22:00:00.000Z");
  expect(end("Asia/Tokyo", "2026-03-10T14:59:59.500Z")).toBe("2026-03-10T15:00:00.000Z");
  // In Santiago the clocks go on from midnight to one.
  expect(end("America/Santiago", "2026-09-05T12:00:00Z")).toBe("2026-09-06T04:00:00.000Z");
});
