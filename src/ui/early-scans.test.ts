import { expect, test } from "vitest";
import { EARLY_SCANS_SCRIPT } from "./early-scans";

test("the script holds nothing that React would escape inside an element", () => {
  expect(EARLY_SCANS_SCRIPT).not.toMatch(/[&<>"']/);
});
