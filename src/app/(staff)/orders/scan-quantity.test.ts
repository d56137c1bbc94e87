import { expect, test } from "vitest";
import { createScanQuantity } from "./scan-quantity";

const anyLine = () => true;

test("a digit after a scan is of what was scanned, and while it is looked up it waits for it", () => {
  const typed = createScanQuantity();
  expect(typed.digit("4")).toBeNull();
  const tea = typed.begin();
  expect(typed.digit("1")).toBeNull();
  expect(typed.digit("2")).toBeNull();
  expect(typed.add("tea", tea)).toBe(12);
  typed.end(tea);
  expect(typed.takeContinued(anyLine)).toBe("tea");
  expect(typed.takeContinued(anyLine)).toBeNull();
  expect(typed.digit("5")).toBe("tea");
});

test("of two scans that are looked up at once each has the digits that were typed behind it", () => {
  const typed = createScanQuantity();
  const tea = typed.begin();
  typed.digit("3");
  const mug = typed.begin();
  typed.digit("7");
  expect(typed.add("tea", tea)).toBe(3);
  typed.end(tea);
  expect(typed.digit("0")).toBeNull();
  expect(typed.add("mug", mug)).toBe(70);
  typed.end(mug);
  expect(typed.digit("1")).toBe("mug");
});

test("an answer that comes late takes no digits from what was scanned after it", () => {
  const typed = createScanQuantity();
  const tea = typed.begin();
  const mug = typed.begin();
  expect(typed.add("mug", mug)).toBeNull();
  typed.end(mug);
  expect(typed.add("tea", tea)).toBeNull();
  typed.end(tea);
  expect(typed.digit("2")).toBe("mug");
});

test("what is typed for a code that nobody knows is for nothing", () => {
  const typed = createScanQuantity();
  typed.add("tea");
  const unknown = typed.begin();
  typed.digit("9");
  typed.end(unknown);
  expect(typed.digit("9")).toBeNull();
});
