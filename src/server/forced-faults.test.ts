import { encode } from "next-auth/jwt";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import * as z from "zod";
import { config } from "@/platform/config";
import { database } from "@/platform/database/db";
import { feed } from "@/platform/outbox/feed";
import { Browser } from "@/testing/browser";
import { testDatabase } from "@/testing/database";
import { aPerson, aSession } from "@/testing/people";
import { sampleOf, shapeOf } from "@/testing/sample-input";
import { appRouter } from "./router";
import { makeTrpcHandler } from "./trpc-handler";

/*
 * Every procedure against a database that refuses all but reading the session: the answer reveals only that there was
 * a fault, and its number.
 */

const INTERNAL_WORDS = new RegExp(
  ["permission denied", "42501", "select ", "insert ", "update ", "delete ", "relation", "column", "params"]
    .concat("PostgresError", "DatabaseError", "node_modules", String.raw`\.ts\b`, String.raw`\bat .+:\d+`)
    .join("|"),
  "i",
);
const MARKER = "planted-in-the-input";

const Definition = z.object({
  type: z.enum(["query", "mutation", "subscription"]),
  inputs: z.array(z.instanceof(z.ZodType)),
});
/**
 * Time zones are of Postgres itself, the sample of a change without loss breaks no order, a token is for a key, and
 * policies are read with each session.
 */
const ASKS_NO_TABLE = new Set([
  "shop.listTimeZones",
  "orders.listBroken",
  "users.getToken",
  "users.listFactorPolicies",
]);
const procedures = Object.entries(appRouter._def.procedures)
  .map(([name, procedure]) => ({ name, ...Definition.parse(Reflect.get(procedure, "_def")) }))
  .filter(({ name, type }) => type !== "subscription" && !ASKS_NO_TABLE.has(name));

/** Without a cursor that nobody gave out and an address that is none: both are refused before anything is asked. */
function withoutOptional(input: unknown): unknown {
  if (input === null || typeof input !== "object" || !("cursor" in input || "token" in input)) return input;
  const { cursor: _cursor, email: _email, ...first } = { cursor: null, email: null, ...input };
  return first;
}

/** An email is checked when it is trimmed, which its shape does not tell. */
const GIVEN: Readonly<Record<string, unknown>> = { "users.askForLink": { email: "someone@example.test" } };

const world = testDatabase({ keepRows: true });
const administrator = new Browser(makeTrpcHandler(appRouter));
const failed = new Set<string>();

beforeAll(async () => {
  const { sessionId, userId } = await aSession(
    world.db,
    await aPerson(world.db, { role: "admin", passwordHash: "unusable" }),
  );
  administrator.cookies.set(
    "qm-session",
    await encode({ token: { sessionId, userId }, secret: config().secrets.cookie[0] }),
  );
  await world.owner`revoke all on all tables in schema public from quartermaster_app`.simple();
  await world.owner`
    grant select on warehouse_grants, factor_policies to quartermaster_app;
    grant select (user_id, confirmed_at) on second_factors to quartermaster_app;
    grant select (id, user_id, ended_at, expires_at, last_seen_at, must_renew, began_as, confirmed_at) on sessions
      to quartermaster_app;
    grant select (id, name, role, kind, all_warehouses, status) on users to quartermaster_app`.simple();
});
afterAll(async () => {
  await feed().close();
  await database().end();
});

describe("a fault inside is reported without a word of the inside", () => {
  test.each(procedures.map((procedure) => [procedure.name, procedure] as const))(
    "%s",
    async (name, { type, inputs }) => {
      const input = GIVEN[name] ?? (inputs[0] && withoutOptional(sampleOf(shapeOf(inputs[0]), MARKER)));
      const answer =
        type === "mutation" ? await administrator.mutate(name, input) : await administrator.query(name, input);
      if (answer.status === 500) {
        failed.add(name);
        expect(answer.refusal).toMatchObject({ code: "platform.unexpected", kind: "unexpected" });
        expect(answer.refusal?.message).toContain(answer.headers.get("x-request-id"));
      }
      expect(answer.status).not.toBe(200);
      expect(answer.text).not.toMatch(INTERNAL_WORDS);
      expect(answer.text).not.toContain(MARKER);
    },
  );

  test("and every one of them was brought to fail", () => {
    expect(procedures.map(({ name }) => name).filter((name) => !failed.has(name))).toEqual([]);
  });
});
