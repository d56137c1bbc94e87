import { afterEach, expect, test, vi } from "vitest";
import { logger } from "@/platform/logger";
import { currentDate, currentTime, resetClock, setClock } from "@/shared/clock";
import { newId } from "@/shared/id";
import { pause } from "@/shared/pause";
import { testDatabase } from "@/testing/database";
import { followDatabaseClock, setClockByDatabase } from "./clock";

const store = testDatabase();
const HOUR_MS = 3_600_000;
const PATIENCE = { timeout: 10_000 };

afterEach(() => {
  vi.restoreAllMocks();
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

/** The process does something else for long, again and again, before it reads what was answered. */
async function whileHeldUp(work: () => Promise<void>) {
  const busy = setInterval(() => {
    for (const end = performance.now() + 800; performance.now() < end;);
  }, 0);
  await work().finally(() => clearInterval(busy));
}

test("a measurement that was held up does not move a clock that is right", async () => {
  await setClockByDatabase(store.db);
  const origin = () => currentTime() - performance.now();
  const right = origin();
  await whileHeldUp(() => setClockByDatabase(store.db));
  expect(Math.abs(origin() - right)).toBeLessThan(50);
});

test("but a clock that is wrong it sets right, as well as it can", async () => {
  const right = Date.now();
  setClock(right - HOUR_MS, performance.now());
  await whileHeldUp(() => setClockByDatabase(store.db));
  expect(Math.abs(currentTime() - Date.now())).toBeLessThan(2_000);
});

test("a machine that has slept tells the right time within moments", async () => {
  const counted = performance.now.bind(performance);
  let sleptMs = 0;
  vi.spyOn(performance, "now").mockImplementation(() => counted() - sleptMs);
  const over = new AbortController();
  const following = followDatabaseClock(store.db, logger(), over.signal);
  await vi.waitFor(() => expect(Math.abs(currentTime() - Date.now())).toBeLessThan(1_000), PATIENCE);
  await pause(200);
  sleptMs = HOUR_MS;
  expect(Date.now() - currentTime()).toBeGreaterThan(HOUR_MS / 2);
  await vi.waitFor(() => expect(Math.abs(currentTime() - Date.now())).toBeLessThan(1_000), PATIENCE);
  over.abort();
  await following;
});
