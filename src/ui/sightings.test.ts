import { expect, test } from "vitest";
import { AIMED_MS, createSightings, GONE_AFTER_MS, type Sighting } from "./sightings";

const LOOK_MS = 100;
const at = (code: string, offCentre = 0): Sighting => ({ code, isChecked: true, offCentre });
const CORK: Sighting[] = [at("cork")];

/** Looks one after another, each with what it saw, and the moments at which something counted. */
function watch(looks: readonly (readonly Sighting[])[], lookMs = LOOK_MS): [code: string, atMs: number][] {
  const count = createSightings();
  return looks.flatMap((seen, index) => {
    const code = count(seen, index * lookMs);
    return code === null ? [] : [[code, index * lookMs]];
  });
}
const times = <Value>(count: number, value: Value): Value[] => Array<Value>(count).fill(value);

test("a code that is held in view counts once, however long", () => {
  expect(watch(times(600, CORK))).toEqual([["cork", 0]]);
});

test("seven alike items count as seven when each is shown after the one before has left", () => {
  const gone = GONE_AFTER_MS / LOOK_MS + 1;
  const seven = times(7, [...times(3, CORK), ...times(gone, [])]).flat();
  expect(watch(seven)).toHaveLength(7);
});

test("a code that a shaking hand loses for less than a second is the same one", () => {
  const almostGone = GONE_AFTER_MS / LOOK_MS - 1;
  const shaking = times(5, [CORK, ...times(almostGone, [])]).flat();
  expect(watch(shaking)).toEqual([["cork", 0]]);
});

test("on a device whose looks take longer than a second, a code that is held still counts once", () => {
  expect(watch(times(20, CORK), 2 * GONE_AFTER_MS)).toEqual([["cork", 0]]);
  const leaving = [CORK, [], [], CORK];
  expect(watch(leaving, 2 * GONE_AFTER_MS)).toHaveLength(2);
});

test("of several codes in view the one in the middle counts, and another when it is aimed at", () => {
  const label = [at("cork", 0.1), at("maker's own", 0.4)];
  expect(watch(times(50, label))).toEqual([["cork", 0]]);
  const [before, there] = [times(5, label), times(20, [at("cork", 0.4), at("maker's own", 0.1)])];
  expect(watch([...before, ...there])).toEqual([
    ["cork", 0],
    ["maker's own", 5 * LOOK_MS + AIMED_MS],
  ]);
});

test("a hand that shakes between two codes counts the first alone", () => {
  const shaking = Array.from({ length: 50 }, (_, look) => [
    at("cork", look % 2 === 0 ? 0.1 : 0.2),
    at("maker's own", look % 2 === 0 ? 0.2 : 0.1),
  ]);
  expect(watch(shaking)).toEqual([["cork", 0]]);
});

test("one code after another counts at once", () => {
  expect(watch([CORK, [at("bottle")], [], [at("bin")]])).toEqual([
    ["cork", 0],
    ["bottle", LOOK_MS],
    ["bin", 3 * LOOK_MS],
  ]);
});

test("a symbol without a check of its own counts when a second look agrees", () => {
  const misread: Sighting[] = [{ ...at("1234"), isChecked: false }];
  const read: Sighting[] = [{ ...at("123456"), isChecked: false }];
  expect(watch([misread, read, read])).toEqual([["123456", 2 * LOOK_MS]]);
});
