import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { type Outcome, RelayPace } from "./relay-pace";

const stop = new AbortController();
beforeEach(() => vi.useFakeTimers({ toFake: ["performance", "setTimeout", "clearTimeout"] }));
afterEach(() => vi.useRealTimers());

const rested = (pace: RelayPace, outcome: Outcome) => {
  const done = vi.fn<() => void>();
  const begun = performance.now();
  void pace.rest(outcome, stop.signal).then(() => done());
  return { done, begun };
};

async function restOf(pace: RelayPace, outcome: Outcome): Promise<number> {
  const { done, begun } = rested(pace, outcome);
  while (done.mock.calls.length === 0) await vi.advanceTimersByTimeAsync(1);
  return performance.now() - begun;
}

test("a relay that can be woken falls asleep, and a call ends its sleep at once", async () => {
  const pace = new RelayPace();
  pace.canHear = true;
  expect(await restOf(pace, "idle")).toBe(15);
  await vi.advanceTimersByTimeAsync(500);
  expect(await restOf(pace, "idle")).toBe(250);

  const { done } = rested(pace, "idle");
  await vi.advanceTimersByTimeAsync(100);
  expect(done).not.toHaveBeenCalled();
  pace.wake();
  await vi.advanceTimersByTimeAsync(0);
  expect(done).toHaveBeenCalled();
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
