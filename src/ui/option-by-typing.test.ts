import { expect, test } from "vitest";
import { optionByTyping } from "./option-by-typing";

const OPTIONS = [
  { value: "manager", label: "Manager" },
  { value: "staff", label: "Staff" },
  { value: "supplier", label: "Supplier", disabled: true },
  { value: "shipper", label: "Shipper" },
  { value: "shift", label: "Shift leader" },
];
const chosen = (value: string | null, typed: string) => optionByTyping(OPTIONS, value, typed)?.value;

test("a letter chooses the next that begins with it, and after the last the first", () => {
  expect(chosen(null, "s")).toBe("staff");
  expect(chosen("staff", "S")).toBe("shipper");
  expect(chosen("shift", "s")).toBe("staff");
  expect(chosen("staff", "x")).toBeUndefined();
});

test("the same letter again goes on, and other letters are one word", () => {
  expect(chosen("staff", "ss")).toBe("shipper");
  expect(chosen("staff", "sh")).toBe("shipper");
  expect(chosen("shipper", "shi")).toBe("shipper");
  expect(chosen("shipper", "Shift l")).toBe("shift");
  expect(chosen("shipper", "sm")).toBeUndefined();
});
