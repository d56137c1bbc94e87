import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { type Outcome, RelayPace } from "./relay-pace";

const stop = new AbortController();
beforeEach(() => vi.useFakeTimers({ toFake: ["performance", "setTimeout", "clearTimeout"] }));
afterEach(() => vi.useRealTimers());

function rest(pace: RelayPace, outcome: Outcome) {
  const state = { isDone: false };
  const run = async () => {
    await pace.rest(outcome, stop.signal);
    state.isDone = true;
  };
  void run();
  return state;
}

async function restOf(pace: RelayPace, outcome: Outcome): Promise<number> {
  const begun = performance.now();
  const state = rest(pace, outcome);
  while (!state.isDone) await vi.advanceTimersByTimeAsync(1);
  return performance.now() - begun;
}

test("a relay that can be woken falls asleep, and a call ends its sleep at once", async () => {
  const pace = new RelayPace();
  pace.canHear = true;
  expect(await restOf(pace, "idle")).toBe(15);
  await vi.advanceTimersByTimeAsync(500);
  expect(await restOf(pace, "idle")).toBe(250);

  const asleep = rest(pace, "idle");
  await vi.advanceTimersByTimeAsync(100);
  expect(asleep.isDone).toBe(false);
  pace.wake();
  await vi.advanceTimersByTimeAsync(0);
  expect(asleep.isDone).toBe(true);
  expect(await restOf(pace, "idle")).toBe(15);
});

test("a call that comes while it looks into the outbox is not lost", async () => {
  const pace = new RelayPace();
  pace.wake();
  expect(await restOf(pace, "idle")).toBeLessThanOrEqual(1);
});

test("a relay that nobody can wake polls often", async () => {
  const pace = new RelayPace();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(await restOf(pace, "idle")).toBe(15);
});

test("a few batches follow each other at once, and under a steady load there is one every 50 ms", async () => {
  const pace = new RelayPace();
  const rests: number[] = [];
  for (let batch = 0; batch < 10; batch += 1) rests.push(await restOf(pace, "published"));
  expect(rests.slice(0, 3)).toEqual([5, 5, 5]);
  expect(rests.slice(-3)).toEqual([50, 50, 50]);
});
