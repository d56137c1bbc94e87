import { afterEach, expect, test, vi } from "vitest";
import { ActionKeys } from "./action-keys";

const receiveFive = { path: "inventory.receiveStock", input: { quantity: 5 } };

test("the same thing done twice is two actions", () => {
  const keys = new ActionKeys();
  const first = keys.keyOf(receiveFive);
  keys.markAnswered(receiveFive);
  expect(keys.keyOf(receiveFive)).not.toBe(first);
});

test("what nobody answered is the same action when it is asked again, until it is answered", () => {
  const keys = new ActionKeys();
  const first = keys.keyOf(receiveFive);
  keys.markUnanswered(receiveFive, first);
  expect(keys.keyOf({ ...receiveFive, input: { quantity: 5 } })).toBe(first);
  expect(keys.keyOf({ ...receiveFive, input: { quantity: 6 } })).not.toBe(first);

  keys.markAnswered(receiveFive);
  expect(keys.keyOf(receiveFive)).not.toBe(first);
});

afterEach(() => vi.useRealTimers());

test("much later the same thing is meant to be done again", () => {
  vi.useFakeTimers();
  const keys = new ActionKeys();
  const first = keys.keyOf(receiveFive);
  keys.markUnanswered(receiveFive, first);
  vi.advanceTimersByTime(9 * 60_000);
  expect(keys.keyOf(receiveFive)).toBe(first);
  vi.advanceTimersByTime(2 * 60_000);
  expect(keys.keyOf(receiveFive)).not.toBe(first);
});

test("of very many unanswered actions the oldest are forgotten", () => {
  const keys = new ActionKeys();
  for (let quantity = 0; quantity < 60; quantity += 1)
    keys.markUnanswered({ path: "inventory.receiveStock", input: { quantity } }, `key-${quantity}`);
  expect(keys.keyOf({ path: "inventory.receiveStock", input: { quantity: 59 } })).toBe("key-59");
  expect(keys.keyOf({ path: "inventory.receiveStock", input: { quantity: 0 } })).not.toBe("key-0");
});
