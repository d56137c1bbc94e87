import { expect, test } from "vitest";
import { readableLogLine, summarizeLogLine } from "./summarize-log-line.mjs";

test.each([
  ['{"level":30,"msg":"orders.confirm"}', false, null],
  ['{"level":"info","msg":"orders.confirm"}', false, null],
  [
    '{"level":50,"msg":"A job failed","err":{"type":"TypeError","message":"x is undefined"}}',
    false,
    "error - A job failed - TypeError: x is undefined",
  ],
  ['{"level":"warn","msg":"Slow statement"}', false, "warn - Slow statement"],
  ["  ▲ Next.js 16", false, null],
  ["Error: Cannot find module", true, "Error: Cannot find module"],
  ['{"level":50,"msg":', true, '{"level":50,"msg":'],
])("of the line %s the terminal shows what a person must know", (line, isError, shown) => {
  expect(summarizeLogLine(line, isError)).toBe(shown);
});

test("a developer reads when, how grave, what and of whom, and other lines as they are", () => {
  const line = { level: "info", time: "2026-11-26T12:30:01.5Z", requestId: "r1", procedure: "orders.list", ms: 12 };
  expect(readableLogLine(JSON.stringify({ ...line, msg: "answered" }))).toBe(
    "12:30:01 info  answered requestId=r1 procedure=orders.list ms=12",
  );
  const err = { type: "Error", message: "No.", stack: "Error: No.\n    at work" };
  expect(readableLogLine(JSON.stringify({ ...line, level: "error", err, msg: "failed" }))).toContain("at work");
  expect(readableLogLine("GET / 200")).toBe("GET / 200");
});
