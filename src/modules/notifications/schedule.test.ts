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

test("a digest comes from its hour on, once a day, also after a day without any process", () => {
  const schedule = { digestHour: 9, ...NO_QUIET };
  expect(isMailTime(schedule, NEVER_MAILED, at("08:59:00"))).toBe(false);
  expect(isMailTime(schedule, NEVER_MAILED, at("17:00:00"))).toBe(true);
  expect(isMailTime(schedule, { ...NEVER_MAILED, digestOn: "2030-03-04" }, at("18:00:00"))).toBe(false);
  expect(isMailTime(schedule, { ...NEVER_MAILED, digestOn: "2030-03-02" }, at("09:00:00"))).toBe(true);
});
