import { expect, test, vi } from "vitest";
import { giveWay } from "./give-way";

const machine = vi.hoisted(() => ({ niceness: 0, refuses: false }));
vi.mock("node:os", () => ({
  getPriority: () => machine.niceness,
  setPriority(niceness: number) {
    if (machine.refuses || niceness < machine.niceness) throw new Error("EACCES");
    machine.niceness = niceness;
  },
}));

test.each([
  [0, false, 5],
  [10, false, 10],
  [0, true, 0],
])("started at %i (refused: %s), a process that gives way works at %i", (niceness, refuses, ends) => {
  Object.assign(machine, { niceness, refuses });
  giveWay(5);
  expect(machine.niceness).toBe(ends);
});
