import { expect, test } from "vitest";
import { pause } from "@/shared/pause";
import { observe } from "./observe";

test("names the work and counts its milliseconds until it is asked", async () => {
  const observation = await observe("job", "imports.check", async (observed) => {
    await pause(20);
    return observed("ok");
  });
  expect(observation).toEqual({ job: "imports.check", module: "imports", ms: expect.any(Number) });
  expect(observation.ms).toBeGreaterThanOrEqual(19);
});

test("leaves a failure as it was thrown", async () => {
  const failure = new Error("The work failed.");
  await expect(observe("job", "imports.check", () => Promise.reject(failure))).rejects.toBe(failure);
});
