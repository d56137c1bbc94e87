import { createHmac } from "node:crypto";
import { eq } from "drizzle-orm";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import * as z from "zod";
import { changeAccess } from "@/modules/users/change-access";
import { revokeOwnKey } from "@/modules/users/keys/revoke-key";
import { digestOf, makeSecret, toKey } from "@/modules/users/keys/secret";
import { apiKeys } from "@/modules/users/schema";
import { dropCachedSessions } from "@/modules/users/sessions/session-cache";
import { config } from "@/platform/config";
import { database } from "@/platform/database/db";
import { feed } from "@/platform/outbox/feed";
import { tokenKeys } from "@/platform/secrets";
import { newId } from "@/shared/id";
import { type Answer, Browser, ORIGIN, read } from "@/testing/browser";
import { testContext } from "@/testing/context";
import { testDatabase } from "@/testing/database";
import { anOwnKey, aProgramKey } from "@/testing/keys";
import { makeGate } from "@/testing/outbox";
import { aShop } from "@/testing/shop";
import { headOf, linesOf, order, type ShopAtWork } from "@/testing/shop-at-work";
import { appRouter } from "./router";
import { makeTrpcHandler } from "./trpc-handler";

const world = testDatabase();
const handle = makeTrpcHandler(appRouter);
let shop: ShopAtWork;
let ann: ShopAtWork["ctx"];
afterAll(async () => {
  await feed().close();
  await database().end();
});

beforeEach(async () => {
  ann = { ...(await testContext(world.db, { name: "Ann", role: "admin" })), db: world.db };
  shop = { ...(await aShop(ann, { TEA: 100 })), ctx: ann };
});

/** A program: it sends what a client of HTTP sends, and nothing of a browser. */
async function ask(bearer: string, name: string, input?: unknown, headers: Record<string, string> = {}) {
  const search = input === undefined ? "" : `?input=${encodeURIComponent(JSON.stringify(input))}`;
  const sent = { authorization: `Bearer ${bearer}`, ...headers };
  return read(await handle(new Request(`${ORIGIN}/api/trpc/${name}${search}`, { headers: sent })));
}

async function change(bearer: string, name: string, input: unknown, headers: Record<string, string> = {}) {
  const sent = { authorization: `Bearer ${bearer}`, "content-type": "application/json", "idempotency-key": newId() };
  const body = JSON.stringify(input);
  return read(
    await handle(new Request(`${ORIGIN}/api/trpc/${name}`, { method: "POST", body, headers: { ...sent, ...headers } })),
  );
}

const anOrder = () => ({ ...headOf(shop), lines: linesOf(shop), confirm: true });
const isGood = ({ status }: Answer) => status === 200;
const REFUSED = { status: 401, refusal: { code: "users.key-refused" } };

test("a program reads and changes by key alone, and the history says whose key it was", async () => {
  const { key } = await anOwnKey(ann, { name: "Shop sync", scopes: ["orders.read", "orders.place", "history.read"] });
  const placed = await change(key, "orders.place", anOrder());
  expect(placed.refusal).toBeNull();
  const { orderId } = z.object({ orderId: z.uuid() }).parse(placed.data);
  expect(placed.headers.getSetCookie()).toEqual([]);
  expect(await ask(key, "orders.get", { orderId })).toMatchObject({ status: 200, data: { id: orderId } });
  const history = await ask(key, "history.list", { entityId: orderId, cursor: null });
  expect(history.data).toMatchObject({
    rows: expect.arrayContaining(
      [{ actorName: "Ann", keyName: "Shop sync" }].map((row) => expect.objectContaining(row)),
    ),
  });
});

test("an action sent twice under one idempotency key happens once, and two keys may choose the same one", async () => {
  const [first, second] = [await anOwnKey(ann), await anOwnKey(ann)];
  const again = { "idempotency-key": "order-1001" };
  const input = anOrder();
  const answers = [
    await change(first.key, "orders.place", input, again),
    await change(first.key, "orders.place", input, again),
    await change(second.key, "orders.place", input, again),
  ];
  expect(answers.map(isGood)).toEqual([true, true, true]);
  expect(answers[1]?.data).toEqual(answers[0]?.data);
  expect(answers[2]?.data).not.toEqual(answers[0]?.data);
});

test("what is stored knows the key again and cannot show it", async () => {
  const { key, keyId } = await anOwnKey(ann);
  expect(key).toMatch(/^qm_[0-9a-f]{32}_[0-9a-f]{64}$/);
  const secret = key.slice(-64);
  const [row] = await world.db.select().from(apiKeys).where(eq(apiKeys.id, keyId));
  expect(row?.secretDigest).toBe(digestOf(secret));
  expect(JSON.stringify(row)).not.toContain(secret);
});

describe("one answer whatever is wrong", () => {
  test("with a key that is unknown, wrong, cut, expired or revoked, and none of it counts as a session", async () => {
    const [good, expired, revoked] = [await anOwnKey(ann), await anOwnKey(ann), await anOwnKey(ann)];
    const before = new Date(Date.now() - 40 * 24 * 3_600_000);
    const past = { createdAt: before, expiresAt: new Date(Date.now() - 1_000) };
    await world.db.update(apiKeys).set(past).where(eq(apiKeys.id, expired.keyId));
    await world.db.update(apiKeys).set({ endedAt: new Date() }).where(eq(apiKeys.id, revoked.keyId));
    // It is known and cached: its id alone opens nothing.
    expect(isGood(await ask(good.key, "orders.list", { cursor: null }))).toBe(true);
    const bad = [
      toKey(good.keyId, makeSecret()),
      toKey(newId(), makeSecret()),
      toKey(good.keyId, revoked.key.slice(-64)),
      good.key.slice(0, -1),
      good.key.toUpperCase(),
      `${good.key} `.repeat(2),
      expired.key,
      revoked.key,
      good.keyId,
      "",
      "x".repeat(5_000),
      "%E0%A4%A",
    ];
    const answers = [];
    for (const bearer of bad) {
      answers.push(await ask(bearer, "orders.list", { cursor: null }), await change(bearer, "orders.place", anOrder()));
    }
    for (const answer of answers) {
      expect(answer).toMatchObject(REFUSED);
      expect(answer.headers.get("www-authenticate")).toBe("Bearer");
    }
    expect(new Set(answers.map(({ refusal }) => refusal?.message)).size).toBe(1);
  });

  test("and a cookie beside a key is not looked at, nor a key beside a cookie", async () => {
    const { key } = await anOwnKey(ann, { scopes: ["orders.read"] });
    const browser = new Browser(handle);
    const authorization = `Bearer ${toKey(newId(), makeSecret())}`;
    browser.cookies.set("qm-session", "whatever");
    expect(await browser.query("orders.list", { cursor: null }, { authorization })).toMatchObject(REFUSED);
    expect(await browser.mutate("orders.place", anOrder(), { authorization: `Bearer ${key}` })).toMatchObject({
      status: 403,
      refusal: { code: "users.not-allowed" },
    });
  });
});

describe("a key may do what both it and its owner may", () => {
  const access = { version: 1, warehouses: "all", disabled: false, role: "manager" } as const;

  test("as soon as the owner's role, or warehouses, are less", async () => {
    const manager = await testContext(world.db, { name: "Max", role: "manager" });
    const { key } = await anOwnKey(manager, { scopes: ["catalog.see-cost", "orders.place"] });
    const costs = () => ask(key, "inventory.listStockValueByWarehouse");
    expect(isGood(await costs())).toBe(true);
    await changeAccess(ann, { ...access, userId: manager.actor.userId, role: "staff" });
    expect(await costs()).toMatchObject({ status: 403 });
    expect(isGood(await change(key, "orders.place", anOrder()))).toBe(true);
    await changeAccess(ann, { ...access, userId: manager.actor.userId, version: 2, role: "staff", warehouses: [] });
    expect(await change(key, "orders.place", anOrder())).toMatchObject({
      refusal: { code: "users.warehouse-not-granted" },
    });
  });

  test("in the warehouses of the key, though the owner works in all", async () => {
    const other = await aShop(ann, {}, "OTHER");
    const { key } = await anOwnKey(ann, { scopes: ["orders.place"], warehouses: [other.warehouseId] });
    expect(await change(key, "orders.place", anOrder())).toMatchObject({ status: 403 });
  });

  test("and is never given what its owner may not, or another's warehouse", async () => {
    const clerk = await testContext(world.db, { role: "staff", warehouses: [shop.warehouseId] });
    const other = await aShop(ann, {}, "OTHER");
    await expect(anOwnKey(clerk, { scopes: ["catalog.see-cost"] })).rejects.toMatchObject({
      code: "users.scope-not-allowed",
    });
    await expect(anOwnKey(clerk, { warehouses: [other.warehouseId] })).rejects.toMatchObject({
      code: "users.unknown-warehouse",
    });
  });

  test("which ends for good when the owner is disabled", async () => {
    const clerk = await testContext(world.db, { role: "staff" });
    const { key } = await anOwnKey(clerk);
    expect(isGood(await ask(key, "orders.list", { cursor: null }))).toBe(true);
    const userId = clerk.actor.userId;
    await changeAccess(ann, { ...access, userId, role: "staff", disabled: true });
    expect(await ask(key, "orders.list", { cursor: null })).toMatchObject(REFUSED);
    await changeAccess(ann, { ...access, userId, role: "staff", version: 2 });
    expect(await ask(key, "orders.list", { cursor: null })).toMatchObject(REFUSED);
  });
});

describe("a program", () => {
  test("acts in its own name, and nobody signs in as it", async () => {
    const { key, userId } = await aProgramKey(ann, { scopes: ["orders.place", "users.read-own"] });
    expect(isGood(await change(key, "orders.place", anOrder()))).toBe(true);
    expect(await ask(key, "users.getMe")).toMatchObject({ data: { actor: { userId, name: "Web shop" } } });
    await expect(
      world.owner`update users set password_hash = 'any' where id = ${userId}`,
      "whatever sets a password",
    ).rejects.toThrow("users_programs_have_no_password");
  });
});

describe("a token in place of a key", () => {
  const tokenOf = async (key: string) =>
    z.object({ token: z.string() }).parse((await ask(key, "users.getToken")).data).token;

  test("is as good as the key and ends with it, and no token makes another", async () => {
    const { key, keyId } = await anOwnKey(ann);
    const token = await tokenOf(key);
    expect(isGood(await change(token, "orders.place", anOrder()))).toBe(true);
    expect(await ask(token, "users.getToken")).toMatchObject({ refusal: { code: "users.key-needed" } });
    await world.db.update(apiKeys).set({ endedAt: new Date() }).where(eq(apiKeys.id, keyId));
    dropCachedSessions(ann.actor.userId);
    expect(await ask(token, "orders.list", { cursor: null })).toMatchObject(REFUSED);
  });

  test("is refused where it is another's, for another, unsigned, late or altered", async () => {
    const { key, keyId } = await anOwnKey(ann);
    const [header = "", payload = "", signature = ""] = (await tokenOf(key)).split(".");
    const parts = (text: string) =>
      z.record(z.string(), z.unknown()).parse(JSON.parse(Buffer.from(text, "base64url").toString()));
    const [headed, claimed] = [parts(header), parts(payload)];
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
    const sign = (head: object, claims: object, secret: string | Buffer = tokenKeys()[0]) => {
      const text = `${part(head)}.${part(claims)}`;
      return `${text}.${createHmac("sha256", secret).update(text).digest("base64url")}`;
    };
    expect(isGood(await ask(sign(headed, claimed), "orders.list", { cursor: null })), "the test signs well").toBe(true);
    const past = Math.floor(Date.now() / 1_000) - 3_600;
    const forged = [
      `${part({ ...headed, alg: "none" })}.${payload}.`,
      sign({ ...headed, alg: "HS512" }, claimed),
      sign({ ...headed, kid: "other" }, claimed),
      sign({ ...headed, typ: "JWT" }, claimed),
      sign(headed, claimed, config().secrets.cookie[0]),
      sign(headed, { ...claimed, aud: "someone-else" }),
      sign(headed, { ...claimed, iss: "https://evil.example" }),
      sign(headed, { ...claimed, iat: past, exp: past + 600 }),
      sign(headed, { ...claimed, iat: past }),
      sign(headed, { ...claimed, exp: undefined }),
      sign(headed, { ...claimed, sub: newId() }),
      sign(headed, { ...claimed, sub: "' or 1=1" }),
      `${header}.${part({ ...claimed, sub: keyId, x: 1 })}.${signature}`,
    ];
    for (const token of forged) expect(await ask(token, "orders.list", { cursor: null })).toMatchObject(REFUSED);
  });
});

test("an answer to a change names its position, which the program brings back", async () => {
  const { key } = await anOwnKey(ann);
  const { headers } = await change(key, "orders.place", anOrder());
  const position = headers.get("x-quartermaster-position");
  const again = await ask(
    key,
    "orders.list",
    { cursor: null },
    position ? { "x-quartermaster-position": position } : {},
  );
  expect(isGood(again)).toBe(true);
  expect(again.headers.getSetCookie()).toEqual([]);
});

test("the last use is kept, a minute apart", async () => {
  const { key, keyId } = await anOwnKey(ann);
  const lastUse = async () =>
    (await world.db.select().from(apiKeys).where(eq(apiKeys.id, keyId)))[0]?.lastUsedAt?.getTime() ?? null;
  expect(await lastUse()).toBeNull();
  const use = async () => {
    dropCachedSessions(ann.actor.userId);
    await ask(key, "orders.list", { cursor: null });
  };
  await use();
  const first = await lastUse();
  expect(first).not.toBeNull();
  await use();
  expect(await lastUse()).toBe(first);
  await world.db
    .update(apiKeys)
    .set({ lastUsedAt: new Date(Date.now() - 61_000) })
    .where(eq(apiKeys.id, keyId));
  await use();
  expect(await lastUse()).toBeGreaterThanOrEqual(first ?? 0);
});

test("a change that waited for a lock is refused when its key was revoked meanwhile", async () => {
  const { key, keyId } = await anOwnKey(ann, { scopes: ["orders.cancel"] });
  const { orderId } = await order(shop);
  const locked = makeGate();
  const letGo = makeGate();
  const holding = world.owner.begin(async (tx) => {
    await tx`select id from orders where id = ${orderId} for update`;
    locked.open();
    await letGo.opened;
  });
  await locked.opened;
  const cancelling = change(key, "orders.cancel", { orderId, reason: "Bought elsewhere" });
  const waiting = () => world.owner`
    select pid from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
  await expect.poll(async () => (await waiting()).length, { timeout: 10_000 }).toBeGreaterThan(0);
  await revokeOwnKey(ann, { keyId });
  letGo.open();
  await holding;
  expect(await cancelling).toMatchObject({ status: 403, refusal: { code: "platform.access-changed" } });
});

test("an open stream ends with the key that it was opened with", { timeout: 20_000 }, async () => {
  const { key, keyId } = await anOwnKey(ann, { scopes: ["live.follow"] });
  const headers = { authorization: `Bearer ${key}` };
  const response = await handle(new Request(`${ORIGIN}/api/trpc/live.events?input=%7B%7D`, { headers }));
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  const until = async (word: string) => {
    while (!text.includes(word)) text += (await reader?.read())?.value ?? word;
  };
  await until("live.started");
  await revokeOwnKey(ann, { keyId });
  await until("serialized-error");
  expect(text).toContain("UNAUTHORIZED");
});
