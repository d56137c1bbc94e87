import { TRPCError } from "@trpc/server";
import { expect, test, vi } from "vitest";
import { DatabaseError, isRetryable, isViolationOf } from "@/platform/database/error";
import { defineError, isRefusal } from "@/shared/error";
import { toRefusalShape, toTrpcError } from "./error";

/** A module as another bundle of the web process has it: evaluated a second time, with classes of its own. */
async function again<Module>(load: () => Promise<Module>): Promise<Module> {
  vi.resetModules();
  return load();
}

test("a refusal thrown in another bundle is the same refusal", async () => {
  const other = await again(() => import("@/shared/error"));
  const refused = other.defineError<{ id: string }>(
    "tests.not-there",
    "not-found",
    () => "It is not there.",
  )({ id: "1" });

  expect(isRefusal(refused)).toBe(true);
  expect(defineError<{ id: string }>("tests.not-there", "not-found", () => "").is(refused)).toBe(true);
  expect(toTrpcError(new TRPCError({ code: "INTERNAL_SERVER_ERROR", cause: refused })).code).toBe("NOT_FOUND");
});

test.each([
  ["unique", "a broken rule", (fault: unknown) => isViolationOf(fault, "codes_are_taken")],
  ["deadlock", "one to be tried again", isRetryable],
] as const)("a fault of the database met in another bundle (%s) is known as %s", async (kind, _name, isKnown) => {
  const other = await again(() => import("@/platform/database/error"));
  const fault = new other.DatabaseError(
    { kind, code: "XXXXX", constraint: "codes_are_taken", table: null, statement: "insert codes" },
    "",
  );

  expect(fault).not.toBeInstanceOf(DatabaseError);
  expect(isKnown(fault)).toBe(true);
});

test("a lost connection never claims that nothing was changed", async () => {
  const other = await again(() => import("@/platform/database/error"));
  const fault = new other.DatabaseError(
    { kind: "connection", code: "CONNECTION_CLOSED", constraint: null, table: null, statement: "commit" },
    "",
  );
  const error = toTrpcError(new TRPCError({ code: "INTERNAL_SERVER_ERROR", cause: fault }));

  expect(error.code).toBe("SERVICE_UNAVAILABLE");
  expect(toRefusalShape(error).message).not.toMatch(/nothing was changed/i);
});
