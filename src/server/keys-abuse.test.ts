import { afterAll, afterEach, beforeEach, describe, expect, test } from "vitest";
import * as z from "zod";
import { listHistory } from "@/modules/history/queries";
import { revokeOwnKey } from "@/modules/users/keys/revoke-key";
import { makeSecret, toKey } from "@/modules/users/keys/secret";
import { dropCachedSessions } from "@/modules/users/sessions/session-cache";
import { config } from "@/platform/config";
import { database } from "@/platform/database/db";
import type { Permission } from "@/shared/access";
import { newId } from "@/shared/id";
import { Browser } from "@/testing/browser";
import { testContext } from "@/testing/context";
import { testDatabase } from "@/testing/database";
import { CHECK_JOB, IMPORT_JOB, keepFile, keepUploadsApart, runJob } from "@/testing/imports";
import { anOwnKey } from "@/testing/keys";
import { findByBearer } from "./find-by-bearer";
import { appRouter } from "./router";
import { makeTrpcHandler } from "./trpc-handler";

const world = testDatabase();
keepUploadsApart();
const handle = makeTrpcHandler(appRouter);
let ann: Awaited<ReturnType<typeof testContext>>;
beforeEach(async () => {
  ann = await testContext(world.db, { name: "Ann", role: "admin" });
});
afterAll(() => database().end());

const by = (bearer: string) => ({ authorization: `Bearer ${bearer}` });
const ask = (bearer: string, name: string, input?: unknown) => new Browser(handle).query(name, input, by(bearer));
const change = (bearer: string, name: string, input: unknown) => new Browser(handle).mutate(name, input, by(bearer));

describe("while the secret that signs tokens is changed", () => {
  const [OLD, NEW] = [config().secrets.cookie[0], "the secret of the year after, long enough"];
  const MADE_OF_IT = ["config", "keys.token"].map((name) => Symbol.for(`quartermaster.${name}`));

  const signBy = (...cookie: [string, ...string[]]) => {
    const now = config();
    for (const made of MADE_OF_IT) Reflect.deleteProperty(globalThis, made);
    Reflect.set(globalThis, Symbol.for("quartermaster.config"), { ...now, secrets: { ...now.secrets, cookie } });
    dropCachedSessions(ann.actor.userId);
  };
  afterEach(() => signBy(OLD));

  const tokenOf = async (key: string) =>
    z.object({ token: z.string() }).parse((await ask(key, "users.getToken")).data).token;
  const statusOf = async (token: string) => (await ask(token, "users.getMe")).status;

  test("a token of the one before is good beside one of the new, until that one is forgotten", async () => {
    const { key } = await anOwnKey(ann, { scopes: ["users.read-own"] });
    const before = await tokenOf(key);
    signBy(NEW, OLD);
    const since = await tokenOf(key);
    expect(since.split(".")[0]).not.toBe(before.split(".")[0]);
    expect([await statusOf(before), await statusOf(since)]).toEqual([200, 200]);
    signBy(NEW);
    expect([await statusOf(before), await statusOf(since)]).toEqual([401, 200]);
  });

  test("one that was never ours signs nothing", async () => {
    const { key } = await anOwnKey(ann, { scopes: ["users.read-own"] });
    signBy("a secret that somebody else thought of, long enough");
    const forged = await tokenOf(key);
    signBy(NEW, OLD);
    expect(await statusOf(forged)).toBe(401);
  });
});

describe("whoever makes up keys", () => {
  const LOOK_UPS_MAX = 300;
  const tryFrom = (address: string, bearer = toKey(newId(), makeSecret())) =>
    findByBearer(bearer, { address, requestId: newId() });

  test("has only so many looked for, without a store as well, and no other network waits for that", async () => {
    const { key } = await anOwnKey(ann);
    for (let tried = 0; tried < LOOK_UPS_MAX; tried += 1) expect(await tryFrom("203.0.113.9")).toBeNull();
    await expect(tryFrom("203.0.113.9")).rejects.toMatchObject({ code: "platform.too-many-calls" });
    expect(await tryFrom("198.51.100.4", key)).toMatchObject({ userId: ann.actor.userId });
    // A key that is at work has been found already.
    expect(await tryFrom("203.0.113.9", key)).toMatchObject({ userId: ann.actor.userId });
  });
});

describe("an import that a program began", () => {
  test("is not to be looked into, or matched, by a key that may see no costs", async () => {
    const { key } = await anOwnKey(ann, { scopes: ["imports.start", "imports.check", "imports.read"] });
    const input = { fileKey: await keepFile(FILE), fileName: "globes.csv" };
    const { importId } = z.object({ importId: z.uuid() }).parse((await change(key, "imports.start", input)).data);
    const hidden = { status: 403, refusal: { code: "imports.file-hidden" } };
    const asTitle = { importId, columns: [null, null, "title"] };
    expect(await ask(key, "imports.preview", asTitle)).toMatchObject(hidden);
    expect(await change(key, "imports.check", { ...asTitle, openingBinId: null })).toMatchObject(hidden);
    expect((await ask(key, "imports.get", { importId })).data).toMatchObject({ status: "uploaded", notes: [] });
  });

  const FILE = "Name,SKU,Price\nGlobe,GL-1,12.50\n";
  const SCOPES: Permission[] = ["imports.start", "imports.check", "imports.apply-changes", "catalog.see-cost"];

  async function checkedBy(key: string): Promise<{ importId: string }> {
    const input = { fileKey: await keepFile(FILE), fileName: "globes.csv" };
    const { importId } = z.object({ importId: z.uuid() }).parse((await change(key, "imports.start", input)).data);
    const columns = ["title", "sku", "price"];
    const asked = await change(key, "imports.check", { importId, columns, openingBinId: null });
    expect(asked.refusal).toBeNull();
    await runJob(world.db, CHECK_JOB, { importId });
    return { importId };
  }

  test("names its key in the history, also for what the worker did", async () => {
    const { key } = await anOwnKey(ann, { name: "Shop sync", scopes: SCOPES });
    const ref = await checkedBy(key);
    expect((await change(key, "imports.applyChanges", ref)).refusal).toBeNull();
    await runJob(world.db, IMPORT_JOB, ref);
    const { rows } = await listHistory(ann, { limit: 200 });
    const made = rows.filter(({ entity }) => entity === "product" || entity === "product-import");
    expect(made.map(({ entity }) => entity)).toContain("product");
    expect(made.map(({ actorName, keyName }) => [actorName, keyName])).toEqual(made.map(() => ["Ann", "Shop sync"]));
  });

  test("ends with the key, and goes on in the name of a person who checks the file again", async () => {
    const { key, keyId } = await anOwnKey(ann, { name: "Shop sync", scopes: SCOPES });
    const ref = await checkedBy(key);
    await change(key, "imports.applyChanges", ref);
    await revokeOwnKey(ann, { keyId });
    await runJob(world.db, IMPORT_JOB, ref);
    const caller = appRouter.createCaller({ ...ann, idempotencyKey: newId() });
    const after = await caller.imports.get(ref);
    expect(after).toMatchObject({ status: "failed", failure: expect.stringContaining("Shop sync") });
    expect(after.productsCreated).toBe(0);
  });
});
