import { expect, test } from "vitest";
import * as z from "zod";
import { issueMessage } from "./issue-message";

const messageFor = (input: z.ZodType, value: unknown) =>
  input.safeParse(value, { error: issueMessage }).error?.issues[0]?.message;

test("what is missing is asked for, whatever its type", () => {
  for (const input of [z.string(), z.string().min(1), z.int(), z.email()]) {
    expect(messageFor(input, undefined)).toBe("Fill this in.");
  }
  expect(messageFor(z.string().min(1), "")).toBe("Fill this in.");
  expect(messageFor(z.enum(["a", "b"]), undefined)).toBe("Choose one.");
});

test("a bound is named with its figure", () => {
  expect(messageFor(z.int().max(1000), 1001)).toBe("Enter at most 1,000.");
  expect(messageFor(z.int().min(1), 0)).toBe("Enter at least 1.");
  expect(messageFor(z.string().max(3), "abcd")).toBe("Use at most 3 characters.");
});

test("text that means no number, and a part of a whole number, are told apart", () => {
  expect(messageFor(z.number(), Number.NaN)).toBe("Enter a number.");
  expect(messageFor(z.int(), 1.5)).toBe("Enter a whole number.");
});

test("a rule that has words of its own keeps them", () => {
  expect(messageFor(z.string().max(3, "Three letters at most."), "abcd")).toBe("Three letters at most.");
});
