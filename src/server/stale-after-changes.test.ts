import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeEach, expect, test } from "vitest";
import * as z from "zod";
import { STALENESS } from "@/app/(staff)/_shell/staleness";
import { makesStale } from "@/client/staleness";
import { database } from "@/platform/database/db";
import { newId } from "@/shared/id";
import { parseJson } from "@/shared/json";
import type { StaleBy } from "@/shared/staleness";
import { testDatabase } from "@/testing/database";
import { KnownAnswers } from "@/testing/known-answers";
import { aPerson, aSession } from "@/testing/people";
import { sampleOf, type Shape, shapeOf } from "@/testing/sample-input";
import { aShop } from "@/testing/shop";
import type { ShopAtWork } from "@/testing/shop-at-work";
import { VALID_INPUTS } from "@/testing/valid-inputs";
import { appRouter } from "./router";

/*
 * Every question that screens ask, before and after every change: where the answer is another, a fact of the change
 * makes the question stale. So what contracts declare may be narrow, and never too narrow.
 */

const files = mkdtempSync(path.join(tmpdir(), "quartermaster-stale-"));
process.env["FILES_DIR"] = files;

const OF_STRANGERS = ["users.getLink", "users.askForLink", "users.acceptInvitation"];
/** They are asked when their screen is opened, and by nobody who watches; a form must not change under the hand. */
const NOT_LIVE = ["users.getLink", "ledger.verify", "users.listSecurityEvents", "shop.getSettingsState", "system.get"];
/**
 * What people did shows their new name when it is next asked for: others do not hear of a name. A refusal, and what
 * became of a job, are facts for nobody: the page of the audit asks again by itself.
 */
const LATER: Readonly<Record<string, readonly string[]>> = {
  "users.changeOwnProfile": ["inventory.getStockCard", "inventory.listTransactions"],
  "users.getLink": ["history.listAll"],
  "documents.printOrders": ["history.listAll"],
  "documents.printInvoices": ["history.listAll"],
  "system.retryJob": ["history.listAll"],
  "system.discardJob": ["history.listAll"],
};

/** Entities whose history no screen shows by itself. */
const WITHOUT_HISTORY = ["session", "category"];

const changes = Object.entries(VALID_INPUTS).flatMap(([module, ofModule]) =>
  Object.entries<(shop: ShopAtWork) => unknown>(ofModule).map(([name, inputOf]) => ({
    name: `${module}.${name}`,
    inputOf,
  })),
);

const Definition = z.object({ type: z.string(), inputs: z.array(z.instanceof(z.ZodType)) });
const queries = Object.entries(appRouter._def.procedures).flatMap(([name, procedure]) => {
  const { type, inputs } = Definition.parse(Reflect.get(procedure, "_def"));
  return type === "query" && !NOT_LIVE.includes(name) ? [{ name, shape: inputs[0] ? shapeOf(inputs[0]) : {} }] : [];
});

const rules = Object.entries(STALENESS).flatMap(([module, ofModule]) =>
  Object.entries<readonly StaleBy[] | undefined>(ofModule).map(([name, by]) => ({ name: `${module}.${name}`, by })),
);

const world = testDatabase({ fill: openShop, max: 4 });
const answers = new KnownAnswers(
  () => world.owner,
  () => [world.database, database()],
);
let shop: ShopAtWork;

async function openShop(): Promise<void> {
  const actor = await aSession(world.db, await aPerson(world.db, { role: "admin" }));
  const ctx = { db: world.db, actor, now: new Date(), action: "tests.prepare", requestId: newId() };
  shop = { ...(await aShop(ctx, { TEA: 100 })), ctx };
}
beforeEach(() => {
  shop = { ...shop, ctx: { ...shop.ctx, now: new Date() } };
});
afterAll(async () => {
  await database().end();
  rmSync(files, { recursive: true, force: true });
});

async function call(name: string, input: unknown, isStranger = false): Promise<unknown> {
  const ctx = {
    ...shop.ctx,
    ...(isStranger && { actor: { kind: "anyone" as const } }),
    idempotencyKey: newId(),
    isConfirmed: async () => true,
  };
  const procedure = name
    .split(".")
    .reduce<unknown>((callers, word) => Reflect.get(Object(callers), word), appRouter.createCaller(ctx));
  if (typeof procedure !== "function") throw new Error(`${name} cannot be called.`);
  return procedure(input);
}

type Question = { name: string; input: unknown };

/** Every word that a field can be asked with. */
const wordsOf = ({ type, enum: words = [], anyOf = [] }: Shape): unknown[] =>
  type === "boolean" ? [true, false] : [...words, ...anyOf.flatMap(wordsOf)];

/** What the rule of a query tells apart, one field at a time. */
function narrowings({ name, shape }: (typeof queries)[number]): Record<string, unknown>[] {
  const rule = rules.find((each) => each.name === name)?.by ?? [];
  const fields = new Set(rule.flatMap(({ when = {} }) => Object.keys(when)));
  return [...fields].flatMap((field) => wordsOf(shape.properties?.[field] ?? {}).map((word) => ({ [field]: word })));
}

/**
 * Each query about the things of a change: with nothing that may be left out, with every id it can be asked by, and
 * with each word that its rule tells apart.
 */
function questionsAbout(change: unknown): Question[] {
  const things: Record<string, unknown> = {
    warehouseId: shop.warehouseId,
    locationId: shop.binId,
    customerId: shop.customerId,
    variantId: shop.variant.TEA,
    ...idsIn(change),
  };
  const questions = queries.flatMap((query): Question[] => {
    const { name, shape } = query;
    if (shape.type !== "object") return [{ name, input: undefined }];
    const fields = Object.entries(Object(fill(sampleOf(shape, "TEA"), things)));
    const isRequired = (key: string) => shape.required?.includes(key) === true;
    const least = Object.fromEntries(fields.filter(([key]) => isRequired(key)));
    return [
      { name, input: least },
      ...narrowings(query).map((narrowing) => ({ name, input: { ...least, ...narrowing } })),
      { name, input: Object.fromEntries(fields.filter(([key]) => isRequired(key) || /Ids?$/.test(key))) },
    ];
  });
  // Where nothing may be left out, both are one question.
  return [...new Map(questions.map((question) => [JSON.stringify(question), question])).values()];
}

function idsIn(part: unknown): Record<string, unknown> {
  if (Array.isArray(part)) return Object.assign({}, ...part.map(idsIn));
  if (part === null || typeof part !== "object") return {};
  const own = Object.entries(part).filter(([key, value]) => key.endsWith("Id") && typeof value === "string");
  return Object.assign({}, ...Object.values(part).map(idsIn), Object.fromEntries(own));
}

function fill(part: unknown, things: Record<string, unknown>, field = ""): unknown {
  if (Array.isArray(part)) return part.map((item) => fill(item, things, field.replace(/Ids$/, "Id")));
  if (part !== null && typeof part === "object")
    return Object.fromEntries(Object.entries(part).map(([key, inner]) => [key, fill(inner, things, key)]));
  return (field.endsWith("Id") && things[field]) || part;
}

const answerTo = async ({ name, input }: Question) => {
  try {
    return JSON.stringify(await call(name, input));
  } catch (error) {
    return `refused: ${String(error)}`;
  }
};

const HOUR_MS = 3_600_000;
/** What is known of it is of one hour: with the day, an answer may be another by itself. */
const asAsked = (question: Question) => ({
  key: JSON.stringify([question, Math.floor(shop.ctx.now.getTime() / HOUR_MS)]),
  ask: () => answerTo(question),
});

async function factsAfter(id: string) {
  const rows = await world.owner<{ name: string; entity_ids: string[]; warehouse_ids: string[] | null }[]>`
    select name, entity_ids, warehouse_ids from outbox where id > ${id} and kind = 'event'`;
  return rows.map((row) => ({
    position: 1,
    name: row.name,
    entityIds: row.entity_ids,
    warehouseIds: row.warehouse_ids ?? undefined,
  }));
}

const recorded = () =>
  world.owner<{ id: string; entity: string; entityId: string }[]>`
    select id, entity, entity_id as "entityId" from audit_entries`;

test.each(changes)("$name makes stale what it changes", async ({ name, inputOf }) => {
  const change = await inputOf(shop);
  const questions = questionsAbout(change);
  const ask = () => answers.of(questions.map(asAsked));
  const before = await ask();
  const earlier = new Set((await recorded()).map(({ id }) => id));
  const [last] = await world.owner<{ id: string }[]>`select coalesce(max(id), 0) as id from outbox`;
  await call(name, change, OF_STRANGERS.includes(name));
  const facts = await factsAfter(last?.id ?? "0");
  const after = await ask();

  const changed = questions.filter((_, place) => before[place] !== after[place]);
  const isMissed = ({ name: query, input }: Question, data?: unknown) =>
    !facts.some((fact) =>
      makesStale(STALENESS, fact, { queryKey: [query.split("."), { input, type: "query" }], data }),
    );
  const shown = (question: Question) => parseJson(before[questions.indexOf(question)] ?? "");
  expect(
    changed.filter((question) => !LATER[name]?.includes(question.name) && isMissed(question, shown(question))),
  ).toEqual([]);
  const entries = (await recorded()).filter(({ id, entity }) => !earlier.has(id) && !WITHOUT_HISTORY.includes(entity));
  expect(entries.filter(({ entityId }) => isMissed({ name: "history.list", input: { entityId } }))).toEqual([]);
  seen.push(...changed.map((question) => question.name));
});

const seen: string[] = [];

test("the changes reach most of the questions", () => {
  expect(new Set(seen).size).toBeGreaterThan(queries.length / 2);
});
