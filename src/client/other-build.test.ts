import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { notify } from "@/ui/toast";
import { watchBuilds } from "./other-build";

const told = vi.spyOn(notify, "info");
const aMinute = () => vi.advanceTimersByTime(60_000);

beforeEach(() => {
  vi.useFakeTimers();
  told.mockImplementation(() => {});
});
afterEach(() => {
  vi.useRealTimers();
  told.mockReset();
});

test("a page hears once of each build that took its server's place, however often it connects", () => {
  const { hear } = watchBuilds("old");
  hear("old");
  aMinute();
  expect(told).not.toHaveBeenCalled();
  for (let times = 0; times < 3; times += 1) {
    hear("new");
    vi.advanceTimersByTime(30_000);
  }
  expect(told).toHaveBeenCalledTimes(1);
  expect(told.mock.calls[0]?.[1]).toMatchObject({ action: { label: "Reload" }, staysMs: Infinity });
  hear("old");
  hear("new");
  aMinute();
  expect(told).toHaveBeenCalledTimes(1);
  hear("newer");
  aMinute();
  expect(told).toHaveBeenCalledTimes(2);
});

test("a page of the new release hears nothing of servers of the old one that are about to end", () => {
  const { hear } = watchBuilds("new");
  hear("old");
  vi.advanceTimersByTime(50_000);
  hear("new");
  aMinute();
  expect(told).not.toHaveBeenCalled();
});

test("nobody is told where builds have no names, or after the page followed no more", () => {
  watchBuilds("old").hear(undefined);
  watchBuilds(undefined).hear("new");
  const { hear, stop } = watchBuilds("old");
  hear("new");
  stop();
  aMinute();
  expect(told).not.toHaveBeenCalled();
});
