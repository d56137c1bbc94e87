import { expect, test } from "vitest";
import { programStack } from "./program-stack";

test("of a stack the lines of the program are kept, and nothing of the message", () => {
  const typed = "Failed query: insert\nparams: meet me at Baker Street 221\nchat secret:1:1\n";
  const frames = [
    "    at confirmOrder (/srv/src/modules/orders/confirm-order.ts:7:9)",
    "    at async file:///srv/dist/worker.js:1:2",
    "    at process.processTicksAndRejections (node:internal/process/task_queues:95:5)",
  ];
  expect(programStack(`Error: ${typed}${frames.join("\n")}`)).toBe(frames.join("\n"));
  expect(programStack(new Error(typed).stack ?? "")).not.toContain("Baker");
  expect(programStack(`Error: ${typed}`)).toBe("");
});

test("lines of Firefox and of Safari are kept too", () => {
  const stack =
    "press@https://shop.example/_next/static/a.js:1:7\n@https://shop.example/a.js:2:3\nmodule code@https://s/a.js:1:1";
  expect(programStack(stack)).toBe(stack);
});
