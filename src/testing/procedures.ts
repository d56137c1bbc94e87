import { encode } from "next-auth/jwt";
import { afterAll, beforeEach } from "vitest";
import * as z from "zod";
import { config } from "@/platform/config";
import { database } from "@/platform/database/db";
import { appRouter } from "@/server/router";
import { makeTrpcHandler } from "@/server/trpc-handler";
import { ACCESS, type Permission, type Role, ROLES } from "@/shared/access";
import { type Answer, Browser } from "./browser";
import type { TestDatabase } from "./database";
import { aPerson, aSession, refreshSessions } from "./people";
import { shapeOf } from "./sample-input";

const Definition = z.object({
  type: z.enum(["query", "mutation", "subscription"]),
  meta: z.object({
    permission: z.custom<Permission>((name) => typeof name === "string" && Object.hasOwn(ACCESS, name)),
    readsOn: z.enum(["primary", "replica"]).optional(),
  }),
  inputs: z.array(z.instanceof(z.ZodType)),
});

/** Every procedure there is, with what it says of itself. */
export const procedures = Object.entries(appRouter._def.procedures).map(([name, procedure]) => {
  const { type, meta, inputs } = Definition.parse(Reflect.get(procedure, "_def"));
  return { name, type, ...meta, shape: inputs[0] && shapeOf(inputs[0]) };
});
export type Procedure = (typeof procedures)[number];

/** For `test.each`. */
export const namedProcedures = procedures.map((procedure) => [procedure.name, procedure] as const);

/** Somebody of each role before the real door, whom `signIn` has signed in, for the `fill` of the database. */
export function askProcedures(base: TestDatabase) {
  const handle = makeTrpcHandler(appRouter);
  const cookies = new Map<Role | "anyone", string>();
  const browsers = new Map<Role | "anyone", Browser>();
  beforeEach(async () => {
    browsers.clear();
    await refreshSessions(base.owner);
  });
  afterAll(() => database().end());

  const signIn = async () => {
    for (const role of ROLES) {
      const person = await aPerson(base.db, { role, passwordHash: "unusable" });
      const { sessionId, userId } = await aSession(base.db, person);
      cookies.set(role, await encode({ token: { sessionId, userId }, secret: config().secrets.cookie[0] }));
    }
  };
  const browserOf = (who: Role | "anyone"): Browser => {
    const known = browsers.get(who);
    if (known) return known;
    const browser = new Browser(handle);
    const cookie = cookies.get(who);
    if (cookie !== undefined) browser.cookies.set("qm-session", cookie);
    browsers.set(who, browser);
    return browser;
  };
  const ask = async (who: Role | "anyone", { name, type }: Procedure, input?: unknown): Promise<Answer> => {
    const browser = browserOf(who);
    return type === "mutation" ? browser.mutate(name, input) : browser.query(name, input);
  };
  return { signIn, handle, browserOf, ask };
}
