import { setTimeout as sleep } from "node:timers/promises";
import { expect, test, vi } from "vitest";
import { chooseSuites } from "./choose-suites.mjs";
import { inLanes, planSuites } from "./lanes.mjs";
import { Results } from "./show-results.mjs";
import { SUITES } from "./suites.mjs";

const planOf = (...words: string[]) =>
  planSuites(chooseSuites(words).suites, 2).map(({ lanes, groups }) => [
    lanes,
    ...groups.map((group) => group.map(({ name }) => name).join("+")),
  ]);

const CHECKS = [7, "format", "lint", "law", "types", "unused", "migrations", "workflows"];

test("a plain run has its units beside the product, and its drills beside whatever lasts longer", () => {
  expect(planOf()).toEqual([CHECKS, [2, "rules+database+heavy", "build", "journeys", "drills"]]);
});

test("what a change must pass has Terraform and the image with it", () => {
  const others = ["build", "journeys", "drills", "terraform+image"];
  expect(planOf("all")).toEqual([CHECKS, [2, "rules+database+heavy", ...others]]);
});

test("nothing runs beside what measures how long others wait", () => {
  expect(planOf("heavy", "long", "journeys", "strain")).toEqual([
    [0],
    [2, "heavy"],
    [2, "long"],
    [2, "journeys"],
    [2, "strain"],
  ]);
});

test("some suites alone are planned like all of them", () => {
  expect(planOf("journeys", "rules")).toEqual([[0], [2, "rules", "journeys"]]);
  expect(planOf("types")).toEqual([[1, "types"]]);
});

test("a lane that is through takes the next piece, and no third piece runs beside two", async () => {
  const seen: string[] = [];
  let running = 0;
  let most = 0;
  const work = async (piece: { name: string; ms: number }) => {
    most = Math.max(most, (running += 1));
    seen.push(piece.name);
    await sleep(piece.ms);
    running -= 1;
  };
  const pieces = ["long", "short", "middle", "last"].map((name) => ({ name, ms: name === "long" ? 100 : 5 }));
  await inLanes(2, pieces, work);
  expect(seen).toEqual(["long", "short", "middle", "last"]);
  expect(most).toBe(2);
});

test("what suites say comes whole and in the order of the list, whichever ends first", () => {
  const lines: string[] = [];
  vi.spyOn(process.stdout, "write").mockImplementation((text) => lines.push(String(text).trim()) > 0);
  const suites = SUITES.filter(({ name }) => ["rules", "build", "drills"].includes(name));
  const [rules, build, drills] = suites;
  if (!rules || !build || !drills) throw new Error("A suite has another name now.");
  const passed = { passed: 1, failed: 0, skipped: 0, output: "" };
  const results = new Results(suites, []);
  const titles = suites.map(({ name, proves }) => `${name}: ${proves}`);
  const took = "1 passed, 0 failed in 0.0 s";
  results.end(drills, { passed: 0, failed: 1, skipped: 0, output: "An order was lost." }, Date.now());
  results.end(build, passed, Date.now());
  expect(lines).toEqual([titles[0]]);
  results.end(rules, passed, Date.now());
  vi.restoreAllMocks();
  const lost = ["An order was lost.", "0 passed, 1 failed in 0.0 s"];
  expect(lines).toEqual([titles[0], took, titles[1], took, titles[2], ...lost]);
});
