import { expect, test } from "vitest";
import { pause } from "@/shared/pause";
import { Semaphore } from "./semaphore";

test("never more than the bound work at once, and all who fit in line are served in order", async () => {
  const semaphore = new Semaphore(2, 8, () => new Error("full"));
  let running = 0;
  let most = 0;
  const served: number[] = [];
  const work = (place: number) =>
    semaphore.run(async () => {
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

test("work is refused when the line is full, and the place is free again after a failure", async () => {
  const semaphore = new Semaphore(1, 1, () => new Error("full"));
  const first = semaphore.run(async () => {
    await pause(5);
    throw new Error("broken");
  });
  const second = semaphore.run(async () => "served");

  await expect(semaphore.run(async () => "late")).rejects.toThrow("full");
  await expect(first).rejects.toThrow("broken");
  await expect(second).resolves.toBe("served");
  await expect(semaphore.run(async () => "next")).resolves.toBe("next");
});
