import { expect, test } from "vitest";
import { isOldNode } from "./node-version.mjs";

test.each([
  ["v18.20.4", true],
  ["v20.18.3", true],
  ["v20.19.0", false],
  ["v22.1.0", false],
])("Node %s is too old for >=20.19: %s", (version, isOld) => {
  expect(isOldNode(version, ">=20.19")).toBe(isOld);
});
