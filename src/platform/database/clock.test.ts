import { afterEach, expect, test, vi } from "vitest";
import { currentDate, currentTime, resetClock } from "@/shared/clock";
import { newId } from "@/shared/id";
import { testDatabase } from "@/testing/database";
import { setClockByDatabase } from "./clock";

const store = testDatabase();
const HOUR_MS = 3_600_000;

afterEach(() => {
  vi.useRealTimers();
  resetClock();
});

test.each([13, -2])("a machine %i hours ahead tells the time as the database does", async (hours) => {
  const right = Date.now();
  vi.useFakeTimers({ toFake: ["Date"], now: right + hours * HOUR_MS });
  await setClockByDatabase(store.db);
  expect(Math.abs(currentTime() - right)).toBeLessThan(5_000);
  const [row] = await store.owner`select abs(extract(epoch from now() - ${currentDate()}::timestamptz)) as seconds`;
  expect(Number(row?.["seconds"])).toBeLessThan(1);
});

test("ids that a machine made ahead of its time do not hold back those it makes afterwards", async () => {
  const right = Date.now();
  vi.useFakeTimers({ toFake: ["Date"], now: right + 13 * HOUR_MS });
  const early = newId();
  await setClockByDatabase(store.db);
  const later = newId();
  expect(later < early).toBe(true);
  expect(Math.abs(Number.parseInt(later.replace("-", "").slice(0, 12), 16) - right)).toBeLessThan(5_000);
});

test("a jump of the machine's clock changes nothing", async () => {
  await setClockByDatabase(store.db);
  const before = currentTime();
  vi.useFakeTimers({ toFake: ["Date"], now: before + HOUR_MS });
  expect(currentTime() - before).toBeLessThan(5_000);
});
