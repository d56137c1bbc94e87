import { encode } from "next-auth/jwt";
import { afterAll, beforeEach } from "vitest";
import * as z from "zod";
import { config } from "@/platform/config";
import { database } from "@/platform/database/db";
import { appRouter } from "@/server/router";
import { makeTrpcHandler } from "@/server/trpc-handler";
import { ACCESS, type Permission, type Role } from "@/shared/access";
import { type Answer, Browser } from "./browser";
import type { TestDatabase } from "./database";
import { aPerson, aSession } from "./people";
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

/** Somebody of each role before the real door, who has signed in when they are first needed in a test. */
export function askProcedures(base: TestDatabase) {
  const handle = makeTrpcHandler(appRouter);
  const browsers = new Map<Role | "anyone", Browser>();
  beforeEach(() => browsers.clear());
  afterAll(() => database().end());

  const browserOf = async (who: Role | "anyone"): Promise<Browser> => {
    const browser = browsers.get(who) ?? new Browser(handle);
    if (!browsers.has(who) && who !== "anyone") {
      const person = await aPerson(base.db, { role: who, passwordHash: "unusable" });
      const { sessionId, userId } = await aSession(base.db, person);
      const session = await encode({ token: { sessionId, userId }, secret: config().secrets.cookie[0] });
      browser.cookies.set("qm-session", session);
    }
    browsers.set(who, browser);
    return browser;
  };
  const ask = async (who: Role | "anyone", { name, type }: Procedure, input?: unknown): Promise<Answer> => {
    const browser = await browserOf(who);
    return type === "mutation" ? browser.mutate(name, input) : browser.query(name, input);
  };
  return { handle, browserOf, ask };
}
