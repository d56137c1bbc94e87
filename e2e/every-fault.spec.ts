import { randomUUID } from "node:crypto";
import type { APIRequestContext, APIResponse } from "@playwright/test";
import type { Fault } from "./fixtures/faulty-database";
import { FaultyProduct } from "./fixtures/faulty-product";
import { expect, test as base } from "./fixtures/journey";
import type { SignIn } from "./fixtures/system";

/*
 * Every kind of fault of the database on every kind of request, asked of the built server, whose pool belongs to one
 * bundle and whose doors belong to others: the status, the words, and whether it is tried again. What a client hears
 * is never "nothing was changed" of a change that may have been made.
 */

type World = { product: FaultyProduct; request: APIRequestContext; person: SignIn };

const test = base.extend<{ world: World }, { product: FaultyProduct }>({
  product: [
    async ({ system }, give) => {
      const product = await FaultyProduct.start(system);
      await give(product);
      await product.end();
    },
    { scope: "worker", timeout: 120_000 },
  ],
  world: async ({ product, system, sessionOf, playwright }, give) => {
    const person = system.person("admin");
    const request = await playwright.request.newContext({
      baseURL: product.url,
      storageState: await sessionOf(person),
    });
    await give({ product, request, person });
    await product.mend();
    await request.dispose();
  },
});

/** One worker for all of it, which starts the product once. */
test.describe.configure({ mode: "default" });

const HEADERS = { "x-quartermaster": "1", "sec-fetch-site": "same-origin" };
const queryOf = (name: string) => `/api/trpc/${name}?input=${encodeURIComponent("{}")}`;
const batchOf = (...names: string[]) =>
  `/api/trpc/${names.join(",")}?batch=1&input=${encodeURIComponent(JSON.stringify({ ...names.map(() => ({})) }))}`;

type Heard = { status: number; code: string | null; message: string };

async function heard(answer: APIResponse): Promise<Heard> {
  const text = await answer.text();
  const body: unknown = answer.headers()["content-type"]?.includes("json") ? JSON.parse(text) : null;
  const { code = null, message = text } = refusalIn(body) ?? {};
  return { status: answer.status(), code, message };
}

type Spoken = { code: string; message: string };
const at = (value: unknown, key: string): unknown =>
  value === null || value === undefined ? undefined : Reflect.get(Object(value), key);

function refusalIn(body: unknown): Spoken | null {
  const refusal = at(body, "refusal") ?? at(at(at(body, "error"), "data"), "refusal");
  const [code, message] = [at(refusal, "code"), at(refusal, "message")];
  return typeof code === "string" && typeof message === "string" ? { code, message } : null;
}

const change = async (request: APIRequestContext, name: string, data: unknown, key: string = randomUUID()) =>
  heard(await request.post(`/api/trpc/${name}`, { headers: { ...HEADERS, "idempotency-key": key }, data }));

async function signIn({ request, person }: World): Promise<Heard> {
  const { csrfToken } = await (await request.get("/api/auth/csrf")).json();
  const form = { csrfToken, email: person.email, password: person.password, json: "true" };
  return heard(
    await request.post("/api/auth/callback/credentials", { form, headers: { "sec-fetch-site": "same-origin" } }),
  );
}

/** How each kind of request is made, and the statement of it that goes wrong. */
const KINDS = {
  query: {
    at: /from "customers"/,
    ask: async ({ request }: World) => heard(await request.get(queryOf("customers.list"))),
  },
  change: {
    at: /insert into "customers"/,
    ask: ({ request }: World) => change(request, "customers.create", { name: `Fault ${randomUUID()}` }),
  },
  upload: {
    at: /"import_uploads"/,
    ask: async ({ request }: World) => {
      const headers = { ...HEADERS, "content-type": "application/octet-stream" };
      return heard(await request.post("/api/imports", { headers, data: Buffer.from("Title,SKU\n") }));
    },
  },
  "sign-in": { at: /from "users"/, ask: signIn },
  stream: {
    at: /from "sessions"/,
    ask: async ({ request }: World) => {
      const headers = { accept: "text/event-stream", "sec-fetch-site": "same-origin" };
      return heard(await request.get(queryOf("live.events"), { headers, timeout: 15_000 }));
    },
  },
  page: { at: /from "users"/, ask: async ({ request }: World) => heard(await request.get("/orders")) },
} as const;

const RETRIED = 5;

/** SQLSTATE, what the statement is answered with, what is heard, and how often a query and a change were tried. */
const FAULTS: readonly {
  name: string;
  does: Fault["does"];
  status: number;
  code: string;
  tries?: number;
}[] = [
  { name: "an unknown id (23503)", does: { answer: "23503" }, status: 422, code: "platform.unknown-reference" },
  { name: "a broken check (23514)", does: { answer: "23514" }, status: 500, code: "platform.unexpected" },
  { name: "a taken key of no rule (23505)", does: { answer: "23505" }, status: 500, code: "platform.unexpected" },
  { name: "a row that is held (55P03)", does: { answer: "55P03" }, status: 409, code: "platform.busy" },
  { name: "a deadlock (40P01)", does: { answer: "40P01" }, status: 409, code: "platform.busy", tries: RETRIED },
  {
    name: "a lost serialization (40001)",
    does: { answer: "40001" },
    status: 409,
    code: "platform.busy",
    tries: RETRIED,
  },
  { name: "a statement out of time (57014)", does: { answer: "57014" }, status: 503, code: "platform.unavailable" },
  { name: "an administrator's end (57P01)", does: { answer: "57P01" }, status: 503, code: "platform.unavailable" },
  { name: "too many connections (53300)", does: { answer: "53300" }, status: 503, code: "platform.unavailable" },
  { name: "a full disk (53100)", does: { answer: "53100" }, status: 503, code: "platform.unavailable" },
  { name: "a read-only database (25006)", does: { answer: "25006" }, status: 503, code: "platform.unavailable" },
  { name: "a cut before the statement", does: "cut before", status: 503, code: "platform.unavailable" },
];

const MAY_HAVE_CHANGED = /check whether|look whether/i;
const NOTHING_CHANGED = /nothing was changed/i;

for (const { name, does, status, code, tries = 1 } of FAULTS) {
  for (const kind of ["query", "change"] as const) {
    test(`${name}, met by a ${kind}`, async ({ world }) => {
      const { at, ask } = KINDS[kind];
      world.product.database.break({ at, times: Number.POSITIVE_INFINITY, does });
      const answer = await ask(world);
      expect(answer).toMatchObject({ status, code });
      expect(answer.message).not.toMatch(status === 503 ? NOTHING_CHANGED : MAY_HAVE_CHANGED);
      expect(world.product.database.tries).toBe(kind === "change" ? tries : 1);
    });
  }
}

for (const answer of ["40P01", "40001"]) {
  test(`a change that loses by ${answer} once is made at the second try, and nobody hears of it`, async ({ world }) => {
    world.product.database.break({ at: KINDS.change.at, times: 1, does: { answer } });
    expect(await KINDS.change.ask(world)).toMatchObject({ status: 200 });
    expect(world.product.database.tries).toBe(2);
  });
}

test("a taken code is refused by its own name", async ({ world }) => {
  const does = { answer: "23505", constraint: "categories_name_is_taken_here" };
  world.product.database.break({ at: /insert into "categories"/, times: 1, does });
  const answer = await change(world.request, "catalog.createCategory", { name: `Fault ${randomUUID()}` });
  expect(answer).toMatchObject({ status: 409, code: "catalog.category-name-taken" });
});

for (const does of ["cut before", "cut after"] as const) {
  test(`a connection ${does} COMMIT leaves the change undecided, and its key makes it once`, async ({ world }) => {
    const { request, product } = world;
    const [name, key] = [`Undecided ${randomUUID()}`, randomUUID()];
    product.database.break({ at: /^commit/i, times: 1, does });
    const answer = await change(request, "customers.create", { name }, key);
    expect(answer).toMatchObject({ status: 503, code: "platform.unavailable" });
    expect(answer.message).not.toMatch(NOTHING_CHANGED);
    expect(product.database.tries).toBe(1);

    expect(await change(request, "customers.create", { name }, key)).toMatchObject({ status: 200 });
    const found = await request.get(
      `/api/trpc/customers.list?input=${encodeURIComponent(JSON.stringify({ search: name }))}`,
    );
    expect((await found.json()).result.data.rows).toHaveLength(1);
  });
}

test("of two questions in one batch the one that fails says so, and the other is answered", async ({ world }) => {
  world.product.database.break({ at: KINDS.query.at, times: 1, does: { answer: "57014" } });
  const answer = await world.request.get(batchOf("customers.list", "users.getMe"));
  expect(answer.status()).toBe(207);
  const [customers, me] = await answer.json();
  expect(refusalIn(customers)).toMatchObject({ code: "platform.unavailable" });
  expect(me.result.data).toMatchObject({ actor: { kind: "person" } });
});

/** Changes in one request, under one key: what is heard of each. */
async function changeTogether(
  request: APIRequestContext,
  changes: readonly (readonly [string, object])[],
  key: string,
) {
  const names = changes.map(([name]) => name).join(",");
  const data = { ...changes.map(([, input]) => input) };
  const headers = { ...HEADERS, "idempotency-key": key };
  const answer = await request.post(`/api/trpc/${names}?batch=1`, { headers, data });
  const parts: unknown[] = await answer.json();
  const heardOf = (part: unknown) => refusalIn(part) ?? { code: null, message: "" };
  return { status: answer.status(), parts: parts.map(heardOf) };
}

async function countOf(request: APIRequestContext, search: string): Promise<number> {
  const input = encodeURIComponent(JSON.stringify({ search }));
  return (await (await request.get(`/api/trpc/customers.list?input=${input}`)).json()).result.data.rows.length;
}

test("of changes in one batch the refused one says so, and the others are made once", async ({ world }) => {
  const { request, product } = world;
  const [word, key] = [randomUUID(), randomUUID()];
  const does = { answer: "23505", constraint: "categories_name_is_taken_here" };
  product.database.break({ at: /insert into "categories"/, times: 2, does });
  const batch = [
    ["customers.create", { name: `One ${word}` }],
    ["catalog.createCategory", { name: `Fault ${word}` }],
    ["customers.create", { name: `Two ${word}` }],
  ] as const;
  for (let turn = 0; turn < 2; turn += 1) {
    const { status, parts } = await changeTogether(request, batch, key);
    expect(status).toBe(207);
    expect(parts.map(({ code }) => code)).toEqual([null, "catalog.category-name-taken", null]);
  }
  expect(await countOf(request, word)).toBe(2);
});

for (const [answer, code] of [
  ["23514", "platform.unexpected"],
  ["40P01", "platform.busy"],
  ["57014", "platform.unavailable"],
  ["53100", "platform.unavailable"],
] as const) {
  test(`a batch in which one change meets ${answer} keeps the others, and its words are of that one`, async ({
    world,
  }) => {
    const { request, product } = world;
    const [word, key] = [randomUUID(), randomUUID()];
    product.database.break({ at: /insert into "categories"/, times: Number.POSITIVE_INFINITY, does: { answer } });
    const { status, parts } = await changeTogether(
      request,
      [
        ["catalog.createCategory", { name: `Fault ${word}` }],
        ["customers.create", { name: `One ${word}` }],
      ],
      key,
    );
    expect(status).toBe(207);
    expect(parts.map((part) => part.code)).toEqual([code, null]);
    expect(parts[0]?.message).not.toMatch(code === "platform.unavailable" ? NOTHING_CHANGED : MAY_HAVE_CHANGED);
    expect(await countOf(request, word)).toBe(1);
  });
}

for (const does of ["cut before", "cut after"] as const) {
  test(`a batch of which one COMMIT is ${does} says of that change alone that it is undecided`, async ({ world }) => {
    const { request, product } = world;
    const [word, key] = [randomUUID(), randomUUID()];
    const batch = ["One", "Two", "Three"].map((name) => ["customers.create", { name: `${name} ${word}` }] as const);
    product.database.break({ at: /^commit/i, times: 1, does });
    const { status, parts } = await changeTogether(request, batch, key);
    expect(status).toBe(207);
    expect(parts.map((part) => part.code).toSorted()).toEqual([null, null, "platform.unavailable"]);
    for (const { message } of parts) expect(message).not.toMatch(NOTHING_CHANGED);

    expect(await changeTogether(request, batch, key)).toMatchObject({ status: 200 });
    expect(await countOf(request, word)).toBe(3);
  });
}

/** Of what only the log may say. */
const INNER = /DatabaseError|The database refused|as a journey asked/;

for (const answer of ["57014", "53300", "40P01"]) {
  test(`an upload, a sign-in, a stream and a page say what ${answer} means to them`, async ({ world }) => {
    const meet = async (kind: "upload" | "sign-in" | "stream" | "page") => {
      world.product.database.break({ at: KINDS[kind].at, times: Number.POSITIVE_INFINITY, does: { answer } });
      const answered = await KINDS[kind].ask(world);
      expect(world.product.database.tries, kind).toBeGreaterThan(0);
      return answered;
    };
    const busy = { status: 409, code: "platform.busy" };
    const away = { status: 503, code: "platform.unavailable" };
    expect(await meet("upload")).toMatchObject(answer === "40P01" ? busy : away);
    expect((await meet("sign-in")).message).toMatch(/error=Unavailable/);
    expect((await meet("stream")).message).toMatch(answer === "40P01" ? /platform\.busy/ : /platform\.unavailable/);
    const page = await meet("page");
    expect(page.status).toBe(500);
    expect(page.message).not.toMatch(INNER);
    await world.product.database.mend();
    expect(await KINDS.page.ask(world)).toMatchObject({ status: 200 });
  });
}

for (const mode of ["away", "starting"] as const) {
  test(`a database that is ${mode} is said to be, and work goes on when it is back`, async ({ world }) => {
    await world.product.database.become(mode);
    const [query, changed, upload, signedIn, page] = await Promise.all([
      KINDS.query.ask(world),
      KINDS.change.ask(world),
      KINDS.upload.ask(world),
      signIn(world),
      KINDS.page.ask(world),
    ]);
    for (const each of [query, changed, upload]) {
      expect(each).toMatchObject({ status: 503, code: "platform.unavailable" });
      expect(each.message).not.toMatch(NOTHING_CHANGED);
    }
    expect(signedIn.message).toMatch(/error=Unavailable/);
    expect(page.status).toBe(500);
    await world.product.mend();
    for (const kind of ["query", "change", "upload", "page"] as const)
      expect(await KINDS[kind].ask(world), kind).toMatchObject({ status: 200 });
  });
}

test("changes that one person's statements hold up cost nobody else an answer, and are made in the end", async ({
  world,
  sessionOf,
  system,
  playwright,
}) => {
  const { database, url } = world.product;
  database.break({ at: KINDS.change.at, times: Number.POSITIVE_INFINITY, does: "hold" });
  const held = Array.from({ length: 8 }, () => KINDS.change.ask(world));
  await expect.poll(() => database.tries, { intervals: [20] }).toBeGreaterThan(1);

  const storageState = await sessionOf(system.person("manager"));
  const colleague = await playwright.request.newContext({ baseURL: url, storageState });
  const startedAt = Date.now();
  expect(await heard(await colleague.get(queryOf("users.getMe")))).toMatchObject({ status: 200 });
  expect(Date.now() - startedAt).toBeLessThan(5_000);
  await colleague.dispose();

  await database.mend();
  for (const answer of await Promise.all(held)) expect(answer.status).toBe(200);
});
