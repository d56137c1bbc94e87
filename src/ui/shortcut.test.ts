import { expect, test } from "vitest";
import { createShortcutMatcher, type KeyPress, SEQUENCE_PAUSE_MAX_MS } from "./shortcut";

const press = (key: string, held: Partial<KeyPress> = {}): KeyPress => ({
  key,
  metaKey: false,
  ctrlKey: false,
  shiftKey: false,
  altKey: false,
  ...held,
});

test("a shortcut with mod answers to Control and to Command, and not to the bare key", () => {
  const matches = createShortcutMatcher("mod+k");
  expect(matches(press("k", { ctrlKey: true }), 0)).toBe(true);
  expect(matches(press("k", { metaKey: true }), 10)).toBe(true);
  expect(matches(press("k"), 20)).toBe(false);
});

test("a sequence needs its keys in order and without a long pause", () => {
  const matches = createShortcutMatcher("g o");
  expect(matches(press("g"), 0)).toBe(false);
  expect(matches(press("o"), 100)).toBe(true);
  expect(matches(press("g"), 200)).toBe(false);
  expect(matches(press("o"), 201 + SEQUENCE_PAUSE_MAX_MS)).toBe(false);
});

test("a wrong key that begins the sequence counts as its beginning", () => {
  const matches = createShortcutMatcher("g o");
  matches(press("g"), 0);
  matches(press("g"), 50);
  expect(matches(press("o"), 100)).toBe(true);
});

test("a bare key does not answer while Control is held", () => {
  expect(createShortcutMatcher("c")(press("c", { ctrlKey: true }), 0)).toBe(false);
});

test("a letter with Shift is another shortcut than the letter, whatever the caps lock says", () => {
  expect(createShortcutMatcher("s")(press("S", { shiftKey: true }), 0)).toBe(false);
  expect(createShortcutMatcher("shift+s")(press("S", { shiftKey: true }), 0)).toBe(true);
  expect(createShortcutMatcher("shift+s")(press("s"), 0)).toBe(false);
  expect(createShortcutMatcher("s")(press("S"), 0)).toBe(true);
});

test("a sign answers with Shift or without, as keyboards have it", () => {
  expect(createShortcutMatcher("/")(press("/", { shiftKey: true }), 0)).toBe(true);
  expect(createShortcutMatcher("/")(press("/"), 0)).toBe(true);
});
