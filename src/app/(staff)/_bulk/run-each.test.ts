import { TRPCClientError } from "@trpc/client";
import { expect, test } from "vitest";
import { type Outcome, runEach } from "./run-each";

const refusal = (httpStatus: number, message: string, kind = "conflict") =>
  TRPCClientError.from({
    error: {
      message,
      code: -32_000,
      data: { httpStatus, refusal: { code: "orders.wrong-status", kind, message, details: null, requestId: "" } },
    },
  });

async function runOf(answers: Readonly<Record<string, Error | string | null>>, stopAfter = "") {
  const told: string[] = [];
  let isStopped = false;
  const ended = await runEach(Object.keys(answers), {
    send: async (line) => {
      isStopped = line === stopAfter;
      const answer = answers[line];
      if (answer instanceof Error) throw answer;
      return answer ?? undefined;
    },
    onOutcome: (line, { state, message = "" }: Outcome) => told.push([line, state, message].join(" ").trim()),
    isStopped: () => isStopped,
  });
  return { told, ended: ended.map(({ state }) => state) };
}

test("what is refused is told beside its line, and the next follows", async () => {
  expect(await runOf({ one: null, two: refusal(409, "Not enough"), three: null })).toEqual({
    told: ["one working", "one done", "two working", "two refused Not enough", "three working", "three done"],
    ended: ["done", "refused", "done"],
  });
});

test("what is done with a warning says so beside its line", async () => {
  expect(await runOf({ one: "Above the limit", two: null })).toEqual({
    told: ["one working", "one done Above the limit", "two working", "two done"],
    ended: ["done", "done"],
  });
});

test.each([
  ["no answer", TRPCClientError.from(new TypeError("Failed to fetch"))],
  ["a server that is stopping", refusal(503, "Stopping", "unexpected")],
  ["too much at once", refusal(429, "Wait", "limit")],
])("%s says nothing about a line: the run ends, to be tried again from there", async (_, error) => {
  const { told, ended } = await runOf({ one: null, two: error, three: null });
  expect(ended).toEqual(["done", "unknown"]);
  expect(told.some((line) => line.startsWith("three"))).toBe(false);
});

test("who stops a run ends it after the line under way", async () => {
  expect((await runOf({ one: null, two: null, three: null }, "two")).ended).toEqual(["done", "done"]);
});
