import { expect, test } from "vitest";
import { optionByLetter } from "./option-by-letter";

const OPTIONS = [
  { value: "manager", label: "Manager" },
  { value: "staff", label: "Staff" },
  { value: "supplier", label: "Supplier", disabled: true },
  { value: "shipper", label: "Shipper" },
];

test("a letter chooses the next that begins with it, and after the last the first", () => {
  const chosen = (value: string | null, letter: string) => optionByLetter(OPTIONS, value, letter)?.value;
  expect(chosen(null, "s")).toBe("staff");
  expect(chosen("staff", "S")).toBe("shipper");
  expect(chosen("shipper", "s")).toBe("staff");
  expect(chosen("staff", "x")).toBeUndefined();
});
