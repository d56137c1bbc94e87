import { afterAll, beforeAll, expect, test } from "vitest";
import { keepValues } from "@/modules/inventory/totals/keep-values";
import { database } from "@/platform/database/db";
import { type Person, ROLES, type Role } from "@/shared/access";
import { newId } from "@/shared/id";
import { callAs, QUERIES } from "@/testing/ask";
import { systemContext } from "@/testing/context";
import { testDatabase } from "@/testing/database";
import { check, keepUploadsApart, upload } from "@/testing/imports";
import { anOwnKey } from "@/testing/keys";
import { aNotice, anAlert, tellAll } from "@/testing/notices";
import { aPerson, aSession } from "@/testing/people";
import { questionsOf } from "@/testing/questions";
import { aShop, aVariant, turnSerials } from "@/testing/shop";
import { order, type ShopAtWork } from "@/testing/shop-at-work";
import { receiveStock } from "@/testing/stock";
import { VALID_INPUTS } from "@/testing/valid-inputs";

/*
 * Which fields each role is answered with, so that none is told to anybody unnoticed. A new one differs from
 * `answer-keys.test.txt`: look at who may get it, remove that file, run this again, and compare. What ends with `?` was
 * always empty here, so what may be in it is not shown.
 */

const world = testDatabase({ keepRows: true });
keepUploadsApart();

/** Kept as somebody wrote it, under names of its own; what may stand in it is tested where it is told. */
const RECORDED = ["before", "after", "fields", "filters", "report", "payload"];
/** A name that is an id, a day or a number is a value. */
const VALUE = /^[0-9]|^[0-9a-f]{8}-/;

/** Some ten thousand questions, on a machine that others use too. */
const PATIENCE_MS = 1_200_000;

let shop: ShopAtWork;
let people: Readonly<Record<Role, Person>>;
type Field = { given: Set<Role>; filled: Set<Role> };
/** Of each question and field, who was given it, and whom with something in it. */
const told = new Map<string, Map<string, Field>>();

beforeAll(async () => {
  const sessionOf = async (role: Role) =>
    aSession(world.db, await aPerson(world.db, { role, passwordHash: "unusable" }));
  people = { admin: await sessionOf("admin"), manager: await sessionOf("manager"), staff: await sessionOf("staff") };
  const asked = { action: "tests.prepare", requestId: newId(), address: "192.0.2.1" };
  const ctx = { db: world.db, actor: people.admin, now: new Date(), ...asked };
  shop = { ...(await aShop(ctx, { TEA: 100 })), ctx };
  await order(shop, "shipped in part");
  await anItemWithSerial();
  const { binId: locationId } = await aShop(ctx, {}, "ELSEWHERE");
  await receiveStock(ctx, { lines: [{ variantId: shop.variant.TEA, locationId, quantity: 3 }] });
  await check(world.db, ctx, (await upload(ctx, "Title,SKU,Price,Cost\nGlobe,G-1,9,4\nAtlas,A-1,free,2\n")).importId);
  for (const actor of Object.values(people)) await anOwnKey({ ...ctx, actor }, { scopes: ["orders.read"] });
  await askAll();
  await doEverything();
  for (const tell of [aNotice, anAlert]) await tell(shop);
  await tellAll(world.db);
  await keepValues(systemContext(world.db));
  await askAll();
}, PATIENCE_MS);
afterAll(() => database().end());

async function anItemWithSerial(): Promise<void> {
  const variantId = await aVariant(shop.ctx, { sku: "CAM" });
  await turnSerials(shop.ctx, variantId);
  const lines = [{ variantId, locationId: shop.binId, quantity: 1, serials: ["S-1"] }];
  await receiveStock(shop.ctx, { lines });
}

/** Each change once. Some end what others would go on with: what is refused is left out. */
async function doEverything(): Promise<void> {
  for (const [module, ofModule] of Object.entries(VALID_INPUTS))
    for (const [name, inputOf] of Object.entries<(shop: ShopAtWork) => unknown>(ofModule))
      await Promise.resolve(shop)
        .then(inputOf)
        .then((input) => callAs(people.admin, shop.ctx, `${module}.${name}`, input))
        .catch(() => undefined);
}

/** Asks everything about everything that is there, as each role. */
async function askAll(): Promise<void> {
  const known = await knownThings();
  for (const [name, shape] of QUERIES) {
    const questions = new Set(known.flatMap((one) => questionsOf(shape, one)).map((input) => JSON.stringify(input)));
    for (const question of questions)
      for (const role of ROLES) {
        const answer = await callAs(people[role], shop.ctx, name, JSON.parse(question)).catch(() => undefined);
        note(name, role, answer, "");
      }
  }
}

const dayFromToday = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

async function knownThings(): Promise<Record<string, unknown>[]> {
  const { warehouseId, binId, customerId, variant } = shop;
  const variantId = variant.TEA;
  const here = { warehouseId, locationId: binId, customerId, variantId, variantIds: [variantId], lotId: null };
  const lines = [{ variantId, quantity: 1 }];
  const left = { search: undefined, columns: undefined, layout: undefined, choices: undefined };
  const around = { from: dayFromToday(-2), to: dayFromToday(2) };
  const common = { ...here, ...left, ...around, lines, days: 30, change: -100, serial: "S-1" };
  const things = await world.owner<{ name: string; id: string; number: string; code: string }[]>`
    select 'orderId' as name, id, number, 'TEA' as code from orders
    union all select 'locationId', id, 1, code from locations
    union all select 'importId', id, 1, 'TEA' from product_imports union all select 'userId', id, 1, 'TEA' from users
    union all select 'transactionId', id, 1, 'TEA' from stock_transactions
    union all select 'productId', id, 1, 'TEA' from products
    union all select 'invoiceId', id, 1, 'TEA' from invoices
    union all select 'customerId', id, 1, 'TEA' from customers union all select 'returnId', id, 1, 'TEA' from returns`;
  return things.map(({ name, id, number, code }) => ({
    ...common,
    [name]: id,
    number: Number(number),
    code,
    query: code,
    productIds: [id],
    subjectId: id,
    entityId: id,
  }));
}

function note(question: string, role: Role, value: unknown, at: string): void {
  const fields = told.get(question) ?? new Map<string, Field>();
  told.set(question, fields);
  if (Array.isArray(value)) for (const one of value) note(question, role, one, at);
  else if (value !== null && typeof value === "object" && !(value instanceof Date))
    for (const [name, inner] of Object.entries(value)) {
      const key = [at, VALUE.test(name) ? "*" : name].filter(Boolean).join(".");
      const field = fields.get(key) ?? { given: new Set(), filled: new Set() };
      fields.set(key, field);
      field.given.add(role);
      const isEmpty = inner === null || inner === undefined || (Array.isArray(inner) && inner.length === 0);
      if (!isEmpty) field.filled.add(role);
      if (!RECORDED.includes(name)) note(question, role, inner, key);
    }
}

/** One line for those who are told the same, by the names of the fields. */
function linesOf(question: string): string[] {
  const fields = [...(told.get(question) ?? [])].map(([name, { given, filled }]) => ({
    name: filled.size === 0 ? `${name}?` : name,
    who: ROLES.filter((role) => (filled.size === 0 ? given : filled).has(role)).join(" "),
  }));
  const groups = [...new Set(fields.map(({ who }) => who))].toSorted((one, other) => other.length - one.length);
  return groups.map((group) => {
    const names = fields.filter(({ who }) => who === group).map(({ name }) => name);
    return `  ${group}: ${names.toSorted().join(" ")}`;
  });
}

test("each role is answered with these fields, and no others", async () => {
  const text = [...told.keys()].toSorted().flatMap((question) => [question, ...linesOf(question)]);
  await expect(`${text.join("\n")}\n`).toMatchFileSnapshot("./answer-keys.test.txt");
});
