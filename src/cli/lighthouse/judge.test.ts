import { expect, test } from "vitest";
import { allHold, judge, medianOf } from "./judge.mjs";

const report = (performance: number, contrast = 1) => ({
  categories: {
    performance: { score: performance, auditRefs: [{ id: "total-blocking-time", weight: 30 }] },
    accessibility: { score: contrast === 1 ? 1 : 0.96, auditRefs: [{ id: "color-contrast", weight: 7 }] },
    "best-practices": { score: 1, auditRefs: [{ id: "errors-in-console", weight: 1 }] },
  },
  audits: {
    "total-blocking-time": { score: performance, numericValue: 123.4 },
    "color-contrast": { score: contrast },
    "errors-in-console": { score: null },
  },
});

test("of several reports the one counts whose performance is the median", () => {
  expect(medianOf([report(0.99), report(0.2), report(0.9)]).categories.performance.score).toBe(0.9);
});

test("a phone may be slower than a desktop, and neither below its floor", () => {
  const holds = (device: "desktop" | "phone", performance: number) =>
    allHold([judge("orders", device, report(performance))]);
  expect([holds("desktop", 0.95), holds("desktop", 0.949), holds("phone", 0.85), holds("phone", 0.849)]).toEqual([
    true,
    false,
    true,
    false,
  ]);
});

test("one fault in accessibility is named, and the page does not hold", () => {
  const verdict = judge("orders", "desktop", report(1, 0));
  expect(verdict).toMatchObject({ faults: ["color-contrast"], figures: { "TBT ms": 123 } });
  expect(allHold([verdict])).toBe(false);
});
