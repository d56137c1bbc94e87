import { expect, test } from "vitest";
import { mayPost } from "./posts-per-minute";

const from = (address: string) => new Headers({ "x-quartermaster-peer": address });

test("one network that posts without end closes a place to no other, and no other place to itself", () => {
  const passed = Array.from({ length: 20 }, () => mayPost("letters", from("192.0.2.1"), 5)).filter(Boolean);
  expect(passed).toHaveLength(5);
  expect(mayPost("letters", from("192.0.2.2"), 5)).toBe(true);
  expect(mayPost("parcels", from("192.0.2.1"), 5)).toBe(true);
});
