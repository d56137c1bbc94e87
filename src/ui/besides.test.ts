import { expect, test } from "vitest";
import { placeBeside } from "./besides";

const ROOM = { width: 400, height: 300 };
const HINT = { width: 100, height: 20 };
const anchorAt = (left: number, top: number) => ({ left, top, width: 40, height: 30 });

test("a hint stands on the wanted side of its element, in the middle", () => {
  const anchor = anchorAt(180, 140);
  expect(placeBeside(anchor, HINT, ROOM, "top")).toEqual({ left: 150, top: 114 });
  expect(placeBeside(anchor, HINT, ROOM, "bottom")).toEqual({ left: 150, top: 176 });
  expect(placeBeside(anchor, HINT, ROOM, "left")).toEqual({ left: 74, top: 145 });
  expect(placeBeside(anchor, HINT, ROOM, "right")).toEqual({ left: 226, top: 145 });
});

test("where the side has no room it stands on the other one", () => {
  expect(placeBeside(anchorAt(180, 5), HINT, ROOM, "top").top).toBe(41);
  expect(placeBeside(anchorAt(180, 265), HINT, ROOM, "bottom").top).toBe(239);
  expect(placeBeside(anchorAt(350, 140), HINT, ROOM, "right").left).toBe(244);
});

test("it never leaves the window", () => {
  expect(placeBeside(anchorAt(0, 140), HINT, ROOM, "top").left).toBe(8);
  expect(placeBeside(anchorAt(360, 140), HINT, ROOM, "bottom").left).toBe(292);
});
