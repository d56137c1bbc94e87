import fc from "fast-check";
import { expect, test } from "vitest";
import { comparedPeriod, daysIn, marginRate, namedPeriod } from "./report";

test("periods begin with their month, quarter or year and end today", () => {
  expect(namedPeriod("month", "2026-11-27")).toEqual({ from: "2026-11-01", to: "2026-11-27" });
  expect(namedPeriod("last-30-days", "2026-11-27")).toEqual({ from: "2026-10-29", to: "2026-11-27" });
  expect(namedPeriod("quarter", "2026-11-27")).toEqual({ from: "2026-10-01", to: "2026-11-27" });
  expect(namedPeriod("quarter", "2026-03-31")).toEqual({ from: "2026-01-01", to: "2026-03-31" });
  expect(namedPeriod("year", "2026-11-27")).toEqual({ from: "2026-01-01", to: "2026-11-27" });
});

test("a period is compared with as many days right before it, or with the same days a year before", () => {
  const march = { from: "2024-03-01", to: "2024-03-31" };
  expect(comparedPeriod(march, "before")).toEqual({ from: "2024-01-30", to: "2024-02-29" });
  expect(comparedPeriod(march, "year-before")).toEqual({ from: "2023-03-01", to: "2023-03-31" });
  expect(comparedPeriod({ from: "2024-02-29", to: "2024-02-29" }, "year-before").from).toBe("2023-02-28");
});

test("the days before are as many, and end where the period begins", () => {
  const day = fc
    .date({ min: new Date("2001-01-01"), max: new Date("2099-12-31"), noInvalidDate: true })
    .map((at) => at.toISOString().slice(0, 10));
  fc.assert(
    fc.property(day, day, (one, other) => {
      const period = one < other ? { from: one, to: other } : { from: other, to: one };
      const before = comparedPeriod(period, "before");
      expect(daysIn(before)).toBe(daysIn(period));
      expect(daysIn({ from: before.to, to: period.from })).toBe(2);
    }),
  );
});

test("a margin is a part of what was sold, and of nothing there is none", () => {
  expect(marginRate({ amount: 250, of: 1_000 })).toBe(250_000);
  expect(marginRate({ amount: 0, of: 0 })).toBeNull();
});
