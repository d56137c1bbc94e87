import { expect, test } from "vitest";
import { withTypedSince } from "./use-following";

const sent = { name: " Holm ", address: "Hamburg", version: 3 };
const saved = { name: "Holm", address: "Hamburg", version: 4 };

test("after saving, the boxes hold what was saved", () => {
  expect(withTypedSince(saved, sent, sent)).toEqual(saved);
});

test("what was typed while it was being saved stays typed", () => {
  expect(withTypedSince(saved, sent, { ...sent, address: "Hamburg, Am Sandtorkai" })).toEqual({
    name: "Holm",
    address: "Hamburg, Am Sandtorkai",
    version: 4,
  });
});
