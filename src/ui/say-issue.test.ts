import { expect, test } from "vitest";
import { z } from "zod";
import { sayIssue } from "./say-issue";

const said = (input: z.ZodType, value: unknown) =>
  input.safeParse(value, { error: sayIssue }).error?.issues[0]?.message;

test("what is missing is asked for, whatever its type", () => {
  for (const input of [z.string(), z.string().min(1), z.int(), z.email()]) {
    expect(said(input, undefined)).toBe("Fill this in.");
  }
  expect(said(z.string().min(1), "")).toBe("Fill this in.");
  expect(said(z.enum(["a", "b"]), undefined)).toBe("Choose one.");
});

test("a bound is told with its figure", () => {
  expect(said(z.int().max(1000), 1001)).toBe("Enter at most 1,000.");
  expect(said(z.int().min(1), 0)).toBe("Enter at least 1.");
  expect(said(z.string().max(3), "abcd")).toBe("Use at most 3 characters.");
});

test("text that means no number, and a part of a whole number, are told apart", () => {
  expect(said(z.number(), Number.NaN)).toBe("Enter a number.");
  expect(said(z.int(), 1.5)).toBe("Enter a whole number.");
});

test("a rule that has words of its own keeps them", () => {
  expect(said(z.string().max(3, "Three letters at most."), "abcd")).toBe("Three letters at most.");
});
