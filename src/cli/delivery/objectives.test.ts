import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { expect, onTestFinished, test } from "vitest";
import { inRoot } from "@/cli/launch/project.mjs";
import { listenLocally } from "@/testing/local-server";
import { askBurning, judge, PAGES_FROM, QUESTION } from "./objectives.mjs";

const { signal } = new AbortController();
const wait = () => Promise.resolve();

/** What Prometheus says at each turn; null is no answer. */
const watch = (turns: (string[] | null)[], before: string[] = []) => {
  const answers = [...turns];
  return judge(() => Promise.resolve(answers.shift() ?? null), { asks: turns.length, before, wait });
};

test("a rollout during which nothing burns stays", async () => {
  expect(await watch([[], [], [], []])).toEqual({ verdict: "fine", names: [] });
});

test("what burns three times in a row sends the release back", async () => {
  const burning = { verdict: "burning", names: ["availability"] };
  expect(await watch([[], ["availability"], ["availability"], ["availability", "latency"]])).toEqual(burning);
  expect(await watch([["availability"], ["availability"], [], ["availability"]])).toMatchObject({ verdict: "fine" });
});

test("what burnt before is none of its doing", async () => {
  expect(await watch([["latency"], ["latency"], ["latency"]], ["latency"])).toMatchObject({ verdict: "fine" });
});

test("an answer that is missing neither clears nor blames, and none at all is not fine", async () => {
  expect(await watch([["freshness"], null, ["freshness"], ["freshness"]])).toMatchObject({ verdict: "burning" });
  expect(await watch([null, null, null])).toEqual({ verdict: "unknown", names: [] });
});

test("an objective burns from where somebody would be woken", () => {
  const rules = readFileSync(inRoot("terraform", "monitoring", "rules", "alerts.yml"), "utf8");
  const pages = [...rules.matchAll(/quartermaster:(\w+):errors_ratio_rate1h > ([\d.]+)/g)];
  expect(Object.fromEntries(pages.map(([, name, from]) => [name, Number(from)]))).toEqual(PAGES_FROM);
});

test("Prometheus is asked one question, and an answer that is none counts as none", async () => {
  const asked: (string | null)[] = [];
  const answers = [
    { status: "success", data: { result: [{ metric: { burns: "latency" } }, { metric: { burns: "availability" } }] } },
    "a page of a proxy",
  ];
  const server = createServer((request, response) => {
    asked.push(new URL(request.url ?? "", "http://prometheus").searchParams.get("query"));
    response.end(JSON.stringify(answers.shift()));
  });
  const { port, stop } = await listenLocally(server);
  onTestFinished(stop);
  const address = `http://127.0.0.1:${port}/workspaces/ws-1/`;
  expect(await askBurning(address, signal)).toEqual(["availability", "latency"]);
  expect(await askBurning(address, signal)).toBeNull();
  expect(asked).toEqual([QUESTION, QUESTION]);
});
