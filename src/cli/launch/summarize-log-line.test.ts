import { expect, test } from "vitest";
import { summarizeLogLine } from "./summarize-log-line.mjs";

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
