import { expect, test } from "vitest";
import { type Guarded, hasParts, isCount, isFlag, isNumber, isText, listOf, optional, orNull } from "./guard";

const isParcel = hasParts({
  name: isText,
  weight: orNull(isNumber),
  fragile: optional(isFlag),
  lines: listOf(hasParts({ quantity: isCount })),
});
const parcel: Guarded<typeof isParcel> = { name: "Lamp", weight: null, lines: [{ quantity: 2 }] };

test("what has all its parts is taken, with what it has besides", () => {
  expect(isParcel(parcel)).toBe(true);
  expect(isParcel({ ...parcel, weight: 1.5, fragile: true, lines: [], note: "more" })).toBe(true);
});

test.each([
  ["nothing", null],
  ["a text", "Lamp"],
  ["a list", []],
  ["a part that is missing", { ...parcel, name: undefined }],
  ["a part of another kind", { ...parcel, weight: "1.5" }],
  ["no list", { ...parcel, lines: { length: 0 } }],
  ["a wrong entry", { ...parcel, lines: [{ quantity: 2 }, { quantity: 0 }] }],
  ["half of one", { ...parcel, lines: [{ quantity: 1.5 }] }],
])("%s is not taken", (_what, found) => {
  expect(isParcel(found)).toBe(false);
});
