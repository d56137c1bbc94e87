import { desc } from "drizzle-orm";
import { afterAll, describe, expect, test } from "vitest";
import { customers } from "@/modules/customers/schema";
import { CsvReader } from "@/modules/imports/file/csv";
import { changeAccess } from "@/modules/users/change-access";
import { listExports } from "@/platform/audit/schema";
import { database } from "@/platform/database/db";
import { newId } from "@/shared/id";
import { ORIGIN } from "@/testing/browser";
import { testContext } from "@/testing/context";
import { testDatabase } from "@/testing/database";
import { anOwnKey } from "@/testing/keys";
import { aPerson, aSession } from "@/testing/people";
import { serveExport } from "./serve-export";
import { sessionCookie } from "./session-cookie";

const world = testDatabase();
afterAll(() => database().end());

const OWN = { "x-quartermaster": "1", "sec-fetch-site": "same-origin" };

const signedIn = async (role: "admin" | "manager" | "staff" = "staff") =>
  cookieOf(await aPerson(world.db, { role, passwordHash: "unusable" }));
async function cookieOf(person: Awaited<ReturnType<typeof aPerson>>) {
  const session = await aSession(world.db, person);
  return { ...OWN, cookie: (await sessionCookie(session)).split(";")[0] ?? "" };
}

type Extra = { signal?: AbortSignal };
const ask = (list: string, headers: Record<string, string>, filters: unknown = {}, extra: Extra = {}) =>
  serveExport(
    new Request(`${ORIGIN}/api/exports/${list}`, { method: "POST", headers, body: JSON.stringify(filters), ...extra }),
    list,
  );

const aCustomer = (name: string) => ({ id: newId(), name, createdAt: new Date() });
const addCustomers = (count: number) =>
  world.db.insert(customers).values(Array.from({ length: count }, (_, at) => aCustomer(`Customer ${at}`)));

const rowsOf = (text: string) => new CsvReader(",").read(text.slice(1), true).map(({ cells }) => cells);
const recorded = () => world.db.select().from(listExports).orderBy(desc(listExports.beganAt));

test("a list of many pages arrives whole, as a file that no cache keeps, and is recorded", async () => {
  await addCustomers(1_203);
  const answer = await ask("orders.listCustomers", await signedIn(), { search: "customer", sort: "name" });
  expect(Object.fromEntries(answer.headers)).toMatchObject({
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
    "content-type": "text/csv; charset=utf-8",
    "content-disposition": expect.stringMatching(/^attachment; filename="customers-\d{4}-\d\d-\d\d\.csv"$/),
  });
  const bytes = Buffer.from(await answer.arrayBuffer());
  expect(bytes.subarray(0, 3)).toEqual(Buffer.from("efbbbf", "hex"));
  const [header, ...rows] = rowsOf(bytes.toString());
  expect(header?.[0]).toBe("Name");
  expect(new Set(rows.map(([name]) => name)).size).toBe(1_203);
  expect(rows).toHaveLength(1_203);
  expect(await recorded()).toMatchObject([
    {
      list: "orders.listCustomers",
      rows: 1_203,
      isWhole: true,
      filters: { search: "(something)", sort: "name", archived: false },
    },
  ]);
});

describe("nobody gets a file", () => {
  const refused = async (answer: Response, status: number, code: string) => {
    expect(answer.status).toBe(status);
    expect(await answer.json()).toMatchObject({ refusal: { code } });
    expect(answer.headers.get("cache-control")).toBe("no-store");
    expect(await recorded()).toEqual([]);
  };

  test("from a page of another site, or without our header", async () => {
    const headers = await signedIn("admin");
    await refused(
      await ask("orders.list", { ...headers, "sec-fetch-site": "cross-site" }),
      403,
      "platform.foreign-origin",
    );
    await refused(await ask("orders.list", { ...headers, "x-quartermaster": "" }), 403, "platform.foreign-origin");
  });

  test("who is not signed in, or whose role may not read the list", async () => {
    await refused(await ask("orders.list", OWN), 401, "users.signed-out");
    await refused(await ask("users.list", await signedIn("manager")), 403, "users.not-allowed");
  });

  test("of a list that there is not, or with filters that it does not know", async () => {
    await refused(await ask("orders.everything", await signedIn()), 404, "platform.no-such-export");
    await refused(await ask("orders.list", await signedIn(), { where: "true" }), 400, "platform.invalid-input");
    await refused(await ask("orders.list", await signedIn(), null), 400, "platform.invalid-input");
  });
});

test("a key takes the lists that it was given, and no other", async () => {
  const ctx = await testContext(world.db, { role: "admin" });
  const { key } = await anOwnKey(ctx, { scopes: ["catalog.read"] });
  const answer = await ask("catalog.listProducts", { authorization: `Bearer ${key}` });
  expect(answer.status).toBe(200);
  expect(await answer.text()).not.toMatch(/cost/i);
  expect((await ask("orders.list", { authorization: `Bearer ${key}` })).status).toBe(403);
  expect((await ask("catalog.listProducts", { authorization: "Bearer qm_wrong" })).status).toBe(401);
  expect(await recorded()).toMatchObject([{ list: "catalog.listProducts", keyId: expect.any(String) }]);
});

test("whoever leaves makes no more pages, and the record says that it was not whole", async () => {
  await addCustomers(2_600);
  const answer = await ask("orders.listCustomers", await signedIn());
  const reader = answer.body?.getReader();
  await reader?.read();
  await reader?.cancel();
  const [left] = await recorded();
  expect(left).toMatchObject({ isWhole: false });
  expect(left?.rows).toBeLessThan(2_600);
});

test("whoever leaves before the file begins gives their place back, though nobody reads the answer", async () => {
  await addCustomers(2_600);
  const headers = await signedIn();
  for (const isEarly of [true, false]) {
    const leaving = new AbortController();
    const asked = ask("orders.listCustomers", headers, {}, { signal: leaving.signal });
    if (isEarly) leaving.abort();
    await asked;
    leaving.abort();
  }
  await expect.poll(async () => (await recorded()).map(({ rows }) => rows > 0)).toEqual([true, true]);
  const third = await ask("orders.listCustomers", headers);
  expect(third.status).toBe(200);
  await third.body?.cancel();
});

test.each([
  ["is locked", { role: "staff", disabled: true }],
  ["gets another role", { role: "manager", disabled: false }],
] as const)("who %s in the middle gets no further page", async (_what, access) => {
  await addCustomers(5_200);
  const person = await aPerson(world.db, { passwordHash: "unusable" });
  const answer = await ask("orders.listCustomers", await cookieOf(person));
  const reader = answer.body?.getReader();
  await reader?.read();
  const { userId } = person;
  await changeAccess(await testContext(world.db), { userId, version: 1, warehouses: "all", ...access });
  const rest = async () => {
    for (let isOver = false; !isOver;) isOver = (await reader?.read())?.done ?? true;
  };
  await expect(rest()).rejects.toThrow("Your access was changed");
  const [left] = await recorded();
  expect(left).toMatchObject({ isWhole: false });
});

test("a fault in the middle breaks the file off, so that nobody takes it for the whole", async () => {
  await addCustomers(5_200);
  const answer = await ask("orders.listCustomers", await signedIn());
  const reader = answer.body?.getReader();
  await reader?.read();
  await world.owner`alter table customers rename to moved`;
  const rest = async () => {
    for (let isOver = false; !isOver;) isOver = (await reader?.read())?.done ?? true;
  };
  await expect(rest()).rejects.toThrow("The database refused");
  await world.owner`alter table moved rename to customers`;
  const [left] = await recorded();
  expect(left).toMatchObject({ isWhole: false });
  expect(left?.rows).toBeLessThan(5_200);
});

test("one person has two under way and no more, and the next once one is done", async () => {
  await addCustomers(2_600);
  const headers = await signedIn();
  const [one, two] = [await ask("orders.listCustomers", headers), await ask("orders.listCustomers", headers)];
  const third = await ask("orders.listCustomers", headers);
  expect(third.status).toBe(429);
  expect(third.headers.get("retry-after")).toBe("10");
  expect(await third.json()).toMatchObject({ refusal: { code: "platform.too-many-exports" } });
  expect((await ask("orders.listCustomers", await signedIn())).status).toBe(200);
  await one.body?.cancel();
  expect((await ask("orders.listCustomers", headers)).status).toBe(200);
  await two.body?.cancel();
});
