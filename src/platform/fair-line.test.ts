import { expect, test } from "vitest";
import { pause } from "@/shared/pause";
import { FairLine, type LineLimits } from "./fair-line";

const LIMITS = { atOnceMax: 2, atOncePerKeyMax: 2, waitingMax: 50, waitingPerKeyMax: 20, waitMsMax: 10_000 };
const lineOf = (limits: Partial<LineLimits> = {}) => new FairLine({ ...LIMITS, ...limits }, () => new Error("full"));

test("never more than the bound work at once, and all who fit in line are served in order", async () => {
  const line = lineOf();
  let running = 0;
  let most = 0;
  const served: number[] = [];
  const work = (place: number) =>
    line.run("one", async () => {
      running += 1;
      most = Math.max(most, running);
      await pause(2);
      served.push(place);
      running -= 1;
    });
  await Promise.all(Array.from({ length: 10 }, (_, place) => work(place)));
  expect(most).toBe(2);
  expect(served).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
});

test("one who brings much makes another wait for a turn and not for all of it", async () => {
  const line = lineOf({ atOnceMax: 1 });
  const served: string[] = [];
  const serve = (key: string) =>
    line.run(key, async () => {
      await pause(1);
      served.push(key);
    });
  const greedy = Array.from({ length: 20 }, () => serve("greedy"));
  await Promise.all([...greedy, serve("modest"), serve("modest")]);
  expect(served.indexOf("modest")).toBeLessThanOrEqual(2);
  expect(served.lastIndexOf("modest")).toBeLessThanOrEqual(4);
});

test("one caller never has all places, whatever they bring", async () => {
  const line = lineOf({ atOnceMax: 3, atOncePerKeyMax: 2 });
  let letGo = () => {};
  const hold = new Promise<void>((resolve) => (letGo = resolve));
  const held = Array.from({ length: 5 }, () => line.run("greedy", () => hold));
  // This would wait for ever if the greedy one had every place.
  await line.run("modest", async () => {});
  letGo();
  await Promise.all(held);
});

test("a full line refuses: of one caller, and of all", async () => {
  const line = lineOf({ atOnceMax: 1, waitingMax: 3, waitingPerKeyMax: 2 });
  const inLine = ["a", "a", "a"].map((key) => line.run(key, () => pause(20)));
  await expect(line.run("a", async () => {})).rejects.toThrow("full");
  const last = line.run("b", async () => "served");
  await expect(line.run("c", async () => {})).rejects.toThrow("full");
  expect(await last).toBe("served");
  await Promise.all(inLine);
});

test("whoever waits too long is refused, and their place in line is free again", async () => {
  const line = lineOf({ atOnceMax: 1, waitingMax: 1, waitMsMax: 20 });
  const slow = line.run("slow", () => pause(80));
  await expect(line.run("late", async () => {})).rejects.toThrow("full");
  const began = line.run("slow", async () => "never").catch((error: Error) => error.message);
  expect(await began).toBe("full");
  await slow;
  expect(await line.run("late", async () => "served")).toBe("served");
});

test("a place is free again after work that fails", async () => {
  const line = lineOf({ atOnceMax: 1 });
  await expect(
    line.run("one", async () => {
      throw new Error("broken");
    }),
  ).rejects.toThrow("broken");
  expect(await line.run("one", async () => "next")).toBe("next");
});
