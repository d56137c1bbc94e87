import { expect, test } from "vitest";
import { BoundedMap } from "./bounded-map";

const filled = () => new BoundedMap<string, number>(2).set("first", 1).set("second", 2);

test("drops the entry that was set first when one too many is set", () => {
  expect([...filled().set("third", 3)]).toEqual([
    ["second", 2],
    ["third", 3],
  ]);
});

test("keeps an entry that was read or set since", () => {
  const read = filled();
  expect(read.get("first")).toBe(1);
  expect([...read.set("third", 3).keys()]).toEqual(["first", "third"]);
  expect([...filled().set("first", 4).set("third", 3).keys()]).toEqual(["first", "third"]);
});
