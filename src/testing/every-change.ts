import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { encode } from "next-auth/jwt";
import { afterAll, beforeEach } from "vitest";
import { config } from "@/platform/config";
import { database } from "@/platform/database/db";
import { appRouter } from "@/server/router";
import { makeTrpcHandler } from "@/server/trpc-handler";
import { newId } from "@/shared/id";
import { type Answer, Browser } from "./browser";
import type { TestDatabase } from "./database";
import { aPerson, aSession, refreshSessions } from "./people";
import { aShop } from "./shop";
import type { ShopAtWork } from "./shop-at-work";
import { VALID_INPUTS } from "./valid-inputs";

/** Asked without being signed in: a secret in the request identifies the person. */
const OF_STRANGERS = ["users.getLink", "users.askForLink", "users.acceptInvitation"];

/** Every change there is, with what makes an input that is accepted. */
export const everyChange = Object.entries(VALID_INPUTS).flatMap(([module, ofModule]) =>
  Object.entries<(shop: ShopAtWork) => unknown>(ofModule).map(([name, inputOf]) => ({
    name: `${module}.${name}`,
    inputOf,
  })),
);

export type Sending = { name: string; key: string; input: unknown };

export const added = (before: ReadonlySet<string>, after: ReadonlySet<string>) =>
  [...after].filter((writer) => !before.has(writer));

/**
 * Sends changes to the real door on the real database, for an administrator of a shop with stock: `openShop` makes it,
 * for the `fill` of the database.
 */
export function sendChanges(world: TestDatabase) {
  const folder = mkdtempSync(path.join(tmpdir(), "quartermaster-changes-"));
  process.env["FILES_DIR"] = folder;
  const handle = makeTrpcHandler(appRouter);
  const stranger = new Browser(handle);
  const at: { shop?: ShopAtWork; administrator?: Browser; cookie?: string } = {};

  const openShop = async () => {
    const actor = await aSession(world.db, await aPerson(world.db, { role: "admin" }));
    const ctx = { db: world.db, actor, now: new Date(), action: "tests.prepare", requestId: newId() };
    at.shop = { ...(await aShop(ctx, { TEA: 100 })), ctx };
    const token = { sessionId: actor.sessionId, userId: actor.userId };
    at.cookie = await encode({ token, secret: config().secrets.cookie[0] });
  };
  beforeEach(async () => {
    const shop = whenMade(at.shop);
    at.shop = { ...shop, ctx: { ...shop.ctx, now: new Date() } };
    at.administrator = new Browser(handle);
    at.administrator.cookies.set("qm-session", whenMade(at.cookie));
    await refreshSessions(world.owner);
  });
  afterAll(async () => {
    await database().end();
    rmSync(folder, { recursive: true, force: true });
  });

  const whenMade = <Made>(made: Made | undefined): Made => {
    if (made === undefined) throw new Error("The shop is made by `openShop`; use it inside a test.");
    return made;
  };
  const administrator = () => whenMade(at.administrator);
  const send = ({ name, key, input }: Sending): Promise<Answer> =>
    (OF_STRANGERS.includes(name) ? stranger : administrator()).mutate(name, input, { "idempotency-key": key });

  /**
   * The transactions whose rows stand in any table, but for tries at a password, each of which counts, and sessions,
   * which go on under a new id with the next request.
   */
  const writers = async (): Promise<Set<string>> => {
    const tables = await world.owner<{ name: string }[]>`
      select tablename as name from pg_tables
      where schemaname = 'public' and tablename not in ('password_tries', 'sessions')`;
    const rows = tables.map(({ name }) => `select xmin::text as writer from public."${name}"`);
    const found = await world.owner.unsafe(rows.join(" union "), [], { prepare: true });
    return new Set(found.map(({ writer }) => String(writer)));
  };

  return { openShop, handle, administrator, shop: () => whenMade(at.shop), send, writers };
}
