import { expect, test } from "vitest";
import { askedMention, namedIn, partsOf, restAfter, withMention } from "./mention";

const BEN = { userId: "1", name: "Ben Bold" };
const BEN_JUNIOR = { userId: "2", name: "Ben Bold Junior" };

test.each([
  ["@", { from: 0, words: "" }],
  ["Look @be", { from: 5, words: "be" }],
  ["Look @Ben Bo", { from: 5, words: "Ben Bo" }],
  ["(@Zoë", { from: 1, words: "Zoë" }],
  ["first\n@b", { from: 6, words: "b" }],
  ["mail ben@example.test", null],
  ["nobody", null],
  ["@ben\nnext line", null],
  ["a price @ 5", null],
])("%j names somebody, or nobody", (text, asked) => {
  expect(askedMention(text, text.length)).toEqual(asked);
});

test("only what stands before the caret counts", () => {
  expect(askedMention("Look @be at this", 8)).toEqual({ from: 5, words: "be" });
  expect(askedMention("Look @be at this", 4)).toBeNull();
});

test("a name that is chosen takes the place of what was typed, and one goes on behind it", () => {
  const asked = { from: 5, words: "be" };
  expect(withMention("Look @be", asked, BEN.name)).toEqual({ text: "Look @Ben Bold ", caret: 15 });
  expect(withMention("Look @be at this", asked, BEN.name)).toEqual({ text: "Look @Ben Bold at this", caret: 15 });
});

test("whose name was taken out again is not meant", () => {
  expect(namedIn("Look @Ben Bold", [BEN, BEN])).toEqual(["1"]);
  expect(namedIn("Look Ben Bold", [BEN])).toEqual([]);
});

test("names stand out, of two that begin alike the longer one", () => {
  expect(partsOf("@Ben Bold Junior and @Ben Bold, @who?", [BEN, BEN_JUNIOR])).toEqual([
    { text: "@Ben Bold Junior", isName: true },
    { text: " and ", isName: false },
    { text: "@Ben Bold", isName: true },
    { text: ", @who?", isName: false },
  ]);
  expect(partsOf("", [BEN])).toEqual([]);
});

test("what is typed while a comment is being sent stays in the box", () => {
  expect(restAfter("Ready on Monday?", "Ready on Monday?")).toBe("");
  expect(restAfter("Ready on Monday?", "Ready on Monday?\nOr on Tuesday?")).toBe("Or on Tuesday?");
  expect(restAfter("Ready on Monday?", "Something else")).toBe("Something else");
});
