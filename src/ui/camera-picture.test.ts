import { expect, test } from "vitest";
import { offCentreOf, visiblePart } from "./camera-picture";

test("what hangs over the box is not looked at", () => {
  expect(visiblePart({ width: 1920, height: 1080 }, { width: 300, height: 300 })).toEqual({
    x: 420,
    y: 0,
    width: 1080,
    height: 1080,
  });
  expect(visiblePart({ width: 600, height: 800 }, { width: 300, height: 200 })).toEqual({
    x: 0,
    y: 200,
    width: 600,
    height: 400,
  });
});

test("a box that is not laid out yet hides nothing", () => {
  expect(visiblePart({ width: 640, height: 480 }, { width: 0, height: 0 })).toEqual({
    x: 0,
    y: 0,
    width: 640,
    height: 480,
  });
});

test("how far off a code is does not depend on the size of the picture", () => {
  const corners = (scale: number) => [
    { x: 40 * scale, y: 40 * scale },
    { x: 60 * scale, y: 60 * scale },
  ];
  expect(offCentreOf(corners(1), { width: 100, height: 100 })).toBe(0);
  expect(offCentreOf(corners(3), { width: 600, height: 300 })).toBeCloseTo(0.25);
});
