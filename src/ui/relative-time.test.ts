import { expect, test } from "vitest";
import { formatRelativeTime } from "./relative-time";

const NOW = Date.UTC(2026, 10, 22, 12);
const MINUTE_MS = 60_000;

test("a moment near now is told by its distance, and one further off by its date", () => {
  expect(formatRelativeTime(NOW - 20_000, NOW)).toBe("just now");
  expect(formatRelativeTime(NOW + 20_000, NOW)).toBe("just now");
  expect(formatRelativeTime(NOW - 5 * MINUTE_MS, NOW)).toMatch(/^5 min/);
  expect(formatRelativeTime(NOW - 26 * 60 * MINUTE_MS, NOW)).toBe("yesterday");
  expect(formatRelativeTime(NOW - 8 * 24 * 60 * MINUTE_MS, NOW)).toBeNull();
});
