import { expect, test } from "vitest";
import { isMailTime, isQuiet } from "./schedule";

const NO_QUIET = { quietFrom: null, quietUntil: null };
const NEVER_MAILED = { mailedAt: null, digestOn: null };
const at = (time: string) => ({ now: new Date(`2030-03-04T${time}Z`), timeZone: "Etc/UTC" });

test("quiet hours may pass midnight, and may be none", () => {
  const night = { digestHour: null, quietFrom: 22, quietUntil: 6 };
  expect([21, 22, 23, 0, 5, 6].map((hour) => isQuiet(night, hour))).toEqual([false, true, true, true, true, false]);
  const noon = { digestHour: null, quietFrom: 12, quietUntil: 14 };
  expect([11, 12, 13, 14].map((hour) => isQuiet(noon, hour))).toEqual([false, true, true, false]);
  expect(isQuiet({ digestHour: null, quietFrom: 8, quietUntil: 8 }, 8)).toBe(false);
});

test("an email waits for the one before it", () => {
  const schedule = { digestHour: null, ...NO_QUIET };
  const mailed = { mailedAt: new Date("2030-03-04T10:00:00Z"), digestOn: null };
  expect(isMailTime(schedule, mailed, at("10:04:59"))).toBe(false);
  expect(isMailTime(schedule, mailed, at("10:05:00"))).toBe(true);
});

test("a digest comes at its hour, also if that is a quiet one", () => {
  const schedule = { digestHour: 21, quietFrom: 20, quietUntil: 7 };
  expect(isMailTime(schedule, NEVER_MAILED, at("20:59:00"))).toBe(false);
  expect(isMailTime(schedule, NEVER_MAILED, at("21:00:00"))).toBe(true);
});

test("a digest comes once on the days that have 23 and 25 hours", () => {
  const schedule = { digestHour: 2, ...NO_QUIET };
  const timeZone = "Europe/Berlin";
  const isTime = (now: string, digestOn: string | null) =>
    isMailTime(schedule, { mailedAt: null, digestOn }, { now: new Date(now), timeZone });
  // There is no two o'clock: one is followed by three.
  expect(isTime("2030-03-31T00:59:59Z", "2030-03-30")).toBe(false);
  expect(isTime("2030-03-31T01:00:00Z", "2030-03-30")).toBe(true);
  // Two o'clock comes twice.
  expect(isTime("2030-10-27T00:00:00Z", "2030-10-26")).toBe(true);
  expect(isTime("2030-10-27T01:00:00Z", "2030-10-27")).toBe(false);
});

test("a digest comes from its hour on, once a day, also after a day without any process", () => {
  const schedule = { digestHour: 9, ...NO_QUIET };
  expect(isMailTime(schedule, NEVER_MAILED, at("08:59:00"))).toBe(false);
  expect(isMailTime(schedule, NEVER_MAILED, at("17:00:00"))).toBe(true);
  expect(isMailTime(schedule, { ...NEVER_MAILED, digestOn: "2030-03-04" }, at("18:00:00"))).toBe(false);
  expect(isMailTime(schedule, { ...NEVER_MAILED, digestOn: "2030-03-02" }, at("09:00:00"))).toBe(true);
});
