import { afterEach, expect, test } from "vitest";
import { formatDay, formatMoment, isSameClock } from "./dates";
import { DEFAULT_REGION, setRegion } from "./region";

afterEach(() => setRegion(DEFAULT_REGION));

test("browser-time-zone: a moment is shown in the shop's calendar, whatever zone this machine is in", () => {
  const at = new Date("2026-11-21T23:30:00Z");
  expect(formatMoment(at)).toBe("22 Nov 2026, 00:30");
  setRegion({ ...DEFAULT_REGION, timeZone: "America/Los_Angeles" });
  expect(formatMoment(at)).toBe("21 Nov 2026, 15:30");
  expect(formatMoment(at, { withTime: false })).toBe("21 Nov 2026");
});

test("a day of the calendar is the same day in every zone", () => {
  for (const timeZone of ["Pacific/Kiritimati", "Pacific/Pago_Pago"]) {
    setRegion({ ...DEFAULT_REGION, timeZone });
    expect(formatDay("2026-03-01")).toBe("1 Mar 2026");
  }
  expect(formatDay("2026-03-01", { isShort: true })).toBe("1 Mar");
});

test("zones whose clocks show the same all year are one", () => {
  const now = new Date("2026-01-15T12:00:00Z");
  expect(isSameClock("Europe/Berlin", "Europe/Vienna", now)).toBe(true);
  expect(isSameClock("Europe/Berlin", "Europe/London", now)).toBe(false);
  // The same in winter, an hour apart in summer.
  expect(isSameClock("Africa/Algiers", "Europe/Berlin", now)).toBe(false);
});
