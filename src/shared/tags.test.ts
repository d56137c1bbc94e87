import { expect, test } from "vitest";
import { colourOf, readTags } from "./tags";

test("tags are read from a text, each once, however they are typed", () => {
  expect(readTags(" VIP,  export  EU;vip\n,ＶＩＰ,")).toEqual(["vip", "export eu"]);
  expect(readTags(" , ")).toEqual([]);
});

test("a tag always has the same colour, and several share them", () => {
  const colours = ["one", "two", "three"] as const;
  expect(colourOf("vip", colours)).toBe(colourOf("vip", colours));
  const used = new Set(["vip", "export", "gift", "fair", "urgent", "b2b"].map((tag) => colourOf(tag, colours)));
  expect(used.size).toBe(3);
});
