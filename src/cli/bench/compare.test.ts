import { createServer, type Server } from "node:http";
import { afterEach, describe, expect, test } from "vitest";
import { freePort } from "../launch/ports.mjs";
import { medians } from "./compare.mjs";
import { compared, judge, rate } from "./judge.mjs";
import { load } from "./load.mjs";

const figures = (perSecond: number) => ({
  perSecond,
  p50: 1_000 / perSecond,
  p99: 5_000 / perSecond,
  calls: 100,
  refused: 0,
  seconds: 1,
  node: 2,
  postgres: 1,
});

describe("two contenders", () => {
  test("are compared round by round, so that a machine that slows down changes no ratio", () => {
    const rounds = [200, 100, 20].map((theirs) => ({ ours: figures(theirs / 2), theirs: figures(theirs) }));
    expect(medians(rounds).rate).toEqual({ ours: 50, theirs: 100, ratio: 0.5 });
    expect(medians(rounds).p50.ratio).toBe(2);
  });

  test("hold a floor from either side, and what was not measured holds none", () => {
    expect(judge(0.7, { atLeast: 0.7 }).holds).toBe(true);
    expect(judge(0.69, { atLeast: 0.7 }).holds).toBe(false);
    expect(judge(1.8, { atMost: 1.8 }).holds).toBe(true);
    expect(judge(Number.NaN, { atMost: 1.8 }).holds).toBe(false);
    expect(compared("orders", { ours: 1, theirs: 2, ratio: 0.5 }, rate).holds).toBeNull();
  });
});

describe("a load", () => {
  let server: Server | undefined;
  afterEach(() => server?.close());

  async function listen(answer: (path: string) => number): Promise<number> {
    const listening = createServer((request, response) => {
      response.statusCode = answer(request.url ?? "");
      response.end(request.url);
    });
    server = listening;
    const port = await freePort();
    await new Promise<void>((resolve) => listening.listen(port, "127.0.0.1", resolve));
    return port;
  }

  test("ends after so many calls, or so many seconds", async () => {
    const port = await listen(() => 200);
    const make = () => ({ method: "GET" as const, path: "/" });
    expect((await load({ ports: [port], clients: 4, calls: 50, seconds: 60, make })).calls).toBe(50);
    expect((await load({ ports: [port], clients: 4, calls: 1e9, seconds: 0.1, make })).seconds).toBeLessThan(10);
  });

  test("counts calls that follow one another as one piece of work", async () => {
    const asked: string[] = [];
    const port = await listen((path) => (asked.push(path), 200));
    const then = (path: string) => ({ method: "GET" as const, path });
    const make = () => ({ ...then("/place"), next: (answer: { text: string }) => then(`${answer.text}/ship`) });
    expect((await load({ ports: [port], clients: 1, calls: 2, make })).calls).toBe(2);
    expect(asked).toEqual(["/place", "/place/ship", "/place", "/place/ship"]);
  });

  test("stops at an answer that nobody expected", async () => {
    const port = await listen(() => 500);
    const make = () => ({ method: "GET" as const, path: "/" });
    await expect(load({ ports: [port], clients: 1, calls: 1, make })).rejects.toThrow("500");
  });
});
