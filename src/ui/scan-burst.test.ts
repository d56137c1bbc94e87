import { describe, expect, test } from "vitest";
import { type BurstStep, cleanScan, createScanBurst, GROUP_SEPARATOR, SCAN_LENGTH_MAX } from "./scan-burst";

function type(keys: readonly string[], pauseMs: number): BurstStep {
  const press = createScanBurst();
  let step: BurstStep = { state: "idle" };
  keys.forEach((key, index) => {
    const separator = key === GROUP_SEPARATOR;
    step = press({ key: separator ? "]" : key, ctrlKey: separator, metaKey: false, altKey: false }, index * pauseMs);
  });
  return step;
}

describe("a burst of keys", () => {
  test("ended by Enter at a scanner's speed is a scan", () => {
    expect(type([..."4006381333931", "Enter"], 8)).toEqual({ state: "scanned", text: "4006381333931" });
  });

  test("typed by hand is not a scan", () => {
    expect(type([..."4006381333931", "Enter"], 120)).toEqual({ state: "idle" });
  });

  test("too short for a code is not a scan", () => {
    expect(type([..."jk", "Enter"], 8)).toEqual({ state: "idle" });
  });

  test("does not mind the shift keys between its letters", () => {
    expect(type(["Shift", "A", "Shift", "B", "1", "2", "Enter"], 8)).toEqual({ state: "scanned", text: "AB12" });
  });

  test("keeps the separator of a GS1 code", () => {
    expect(type([..."10LOT7", GROUP_SEPARATOR, ..."2112", "Enter"], 8)).toEqual({
      state: "scanned",
      text: `10LOT7${GROUP_SEPARATOR}2112`,
    });
  });

  test("begins anew after a pause, without what a person typed before", () => {
    const press = createScanBurst();
    const plain = { ctrlKey: false, metaKey: false, altKey: false };
    press({ key: "x", ...plain }, 0);
    let step: BurstStep = { state: "idle" };
    [..."12345", "Enter"].forEach((key, index) => {
      step = press({ key, ...plain }, 500 + index * 8);
    });
    expect(step).toEqual({ state: "scanned", text: "12345" });
  });
});

test("scanned text loses control characters and has a bound", () => {
  expect(cleanScan("\u0002 AB\u0000C12\r\n")).toBe("ABC12");
  expect(cleanScan("9".repeat(SCAN_LENGTH_MAX + 1))).toHaveLength(SCAN_LENGTH_MAX);
});
