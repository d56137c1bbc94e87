import { expect, test } from "vitest";
import { pause } from "@/shared/pause";
import { answeredOnce } from "./readiness";

test("a hundred who ask at once share one question, and its answer for a while", async () => {
  let asked = 0;
  const ask = answeredOnce(async () => {
    await pause(20);
    return ++asked;
  }, 50);
  expect(new Set(await Promise.all(Array.from({ length: 100 }, ask)))).toEqual(new Set([1]));
  expect(await ask()).toBe(1);
  await pause(60);
  expect(await ask()).toBe(2);
});
