import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { EditProduct } from "@/modules/catalog/contract";
import { editProduct } from "@/modules/catalog/edit-product";
import { getProduct } from "@/modules/catalog/queries";
import { keepValues } from "@/modules/inventory/totals/keep-values";
import { SCOPES } from "@/modules/users/key";
import { database } from "@/platform/database/db";
import { files } from "@/platform/files";
import type { Person, Role } from "@/shared/access";
import { isRefusal } from "@/shared/error";
import { newId } from "@/shared/id";
import { toUnitCost } from "@/shared/money";
import { callAs, QUERIES } from "@/testing/ask";
import { systemContext, testContext } from "@/testing/context";
import { testDatabase } from "@/testing/database";
import { check, keepUploadsApart, upload } from "@/testing/imports";
import { anInvoice } from "@/testing/invoices";
import { publishAll } from "@/testing/outbox";
import { aPerson, aSession } from "@/testing/people";
import { aPick, aWave } from "@/testing/picks";
import { questionsOf } from "@/testing/questions";
import { aReceivedReturn } from "@/testing/returns";
import { aShop } from "@/testing/shop";
import { order, type ShopAtWork } from "@/testing/shop-at-work";
import { receiveStock } from "@/testing/stock";
import { VALID_INPUTS } from "@/testing/valid-inputs";

/*
 * Costs are for those who may see them: whatever they are, everybody else is answered the same. So every question is
 * asked twice, and between the two all costs change: what stands in an answer, is added up in it, sorts or filters it
 * would differ.
 */

const world = testDatabase({ fill: openShop, max: 4 });
keepUploadsApart();

/** As digits that stand nowhere else: a cost of 98.7654, and what it becomes. */
const [COST, OTHER] = ["98.7654", "97.1357"];
const digits = (cost: string) => cost.replace(".", "");
const DIGITS = new RegExp([COST, OTHER].map((cost) => cost.replace(".", "[.,]?")).join("|"));

/** Every column of the database that holds a cost, or what follows from one, and how it becomes another. */
const COSTS: Readonly<Record<string, string>> = {
  "variants.cost": "cost + 1",
  "stock_movements.unit_cost": "unit_cost + 1",
  "shipment_lines.unit_cost": "unit_cost + 1000000",
  "sold_by_variant.cost": "cost + 1",
  "sold_by_customer.cost": "cost + 1",
  "stock_values.cost": "cost + 1",
  "warehouse_values.value": "value + 1000000",
  "product_import_effects.fields": `replace(fields::text, '${digits(COST)}', '${digits(OTHER)}')::jsonb`,
  "product_import_problems.value": `replace(value, '${COST}', '${OTHER}')`,
  "product_import_problems.cells": `replace(cells::text, '${COST}', '${OTHER}')::text[]`,
  "product_import_notes.example": `replace(example, '${COST}', '${OTHER}')`,
  "audit_entries.before": `replace(before::text, '${digits(COST)}', '${digits(OTHER)}')::jsonb`,
  "audit_entries.after": `replace(after::text, '${digits(COST)}', '${digits(OTHER)}')::jsonb`,
};
/** What somebody's rights allow, and not what goods cost: in the settings for all to read. */
const NO_COSTS = ["warehouse_values.without_cost"];

/** What an administrator reads of costs, at the least: a question that tells nobody of them proves nothing. */
const TOLD = [
  "catalog.getProduct",
  "history.list",
  "imports.listEffects",
  "imports.listFailedRows",
  "imports.listProblems",
  "imports.preview",
  "inventory.listStockValueByWarehouse",
  "reports.listSales",
  "reports.listSoldLines",
];

/** Their answers tell the time, how long something took, or what was asked before. */
const TELL_TIME = ["history.listAll", "ledger.verify", "system.get", "users.getToken", "users.listSecurityEvents"];

const fileOf = (cost: string) =>
  [
    "Name,SKU,Price,Cost",
    `Globe,TEA,12.50,${cost}`,
    `Atlas,AT-1,3.20,${cost} or so`,
    `Ink,${"I".repeat(300)},1,${cost}`,
  ]
    .map((line) => `${line}\n`)
    .join("");

const dayFromToday = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

let shop: ShopAtWork;
let known: Readonly<Record<string, unknown>>;
let fileKey: string;

async function openShop(): Promise<void> {
  const actor = await aSession(world.db, await aPerson(world.db, { role: "admin", passwordHash: "unusable" }));
  const ctx = { db: world.db, actor, now: new Date(), action: "tests.prepare", requestId: newId() };
  shop = { ...(await aShop(ctx, { TEA: 100 })), ctx };
  const unitCost = toUnitCost(Number(digits(COST)));
  const line = { variantId: shop.variant.TEA, locationId: shop.binId, quantity: 7, unitCost };
  const { transactionId } = await receiveStock(ctx, { lines: [line] });
  const [row] = await world.owner<{ productId: string }[]>`
    select product_id as "productId" from variants where id = ${shop.variant.TEA}`;
  const productId = row?.productId ?? "";
  const { variants, ...product } = await getProduct(ctx, { productId });
  const changed = variants.map(({ id, sku, price }) => ({ variantId: id, sku, price, cost: unitCost }));
  const edit = { productId, version: product.version, title: "Globe", variants: changed };
  await editProduct(ctx, EditProduct.parse(edit));
  known = {
    productId,
    transactionId,
    warehouseId: shop.warehouseId,
    locationId: shop.binId,
    customerId: shop.customerId,
    priceListId: newId(),
    variantId: shop.variant.TEA,
    variantIds: [shop.variant.TEA],
    productIds: [productId],
    entityId: productId,
    actorId: actor.userId,
    userId: actor.userId,
    invoiceId: (await anInvoice(shop)).invoiceId,
    lotId: null,
    code: "TEA",
    query: "TEA",
    search: COST,
    days: 30,
    from: dayFromToday(-2),
    to: dayFromToday(2),
    number: 1,
    lines: [{ variantId: shop.variant.TEA, quantity: 1 }],
    columns: undefined,
    layout: undefined,
    choices: undefined,
  };
}
beforeEach(() => {
  shop = { ...shop, ctx: { ...shop.ctx, now: new Date() } };
});
afterAll(() => database().end());

/** What a shop does besides, and everything that follows from it. */
async function workOn(): Promise<void> {
  const { orderId } = await order(shop, "shipped in part");
  const { returnId } = await aReceivedReturn(shop.ctx, orderId);
  const { importId } = await upload(shop.ctx, fileOf(COST));
  await check(world.db, shop.ctx, importId);
  fileKey = (await world.owner<{ key: string }[]>`select file_key as key from product_imports`)[0]?.key ?? "";
  await publishAll(world.db);
  await keepValues(systemContext(world.db));
  const { listId } = await aPick(shop);
  const { waveId } = await aWave(shop);
  known = {
    ...known,
    fileKey,
    orderId,
    returnId,
    importId,
    subjectId: orderId,
    documentId: orderId,
    runId: orderId,
    listId,
    waveId,
    orderIds: [orderId],
  };
}

/** Everything that costs something costs something else, and nothing else is different. */
async function changeCosts(): Promise<void> {
  await world.owner.begin(async (tx) => {
    await tx`set local session_replication_role = replica`;
    for (const [column, other] of Object.entries(COSTS)) {
      const [table = "", name = ""] = column.split(".");
      await tx.unsafe(`update ${table} set ${name} = ${other}`);
    }
  });
  const content = async function* () {
    yield Buffer.from(fileOf(OTHER));
  };
  await files().put(content(), { bytesMax: 10_000, key: fileKey });
}

type Asker = Person;
const withoutCosts = SCOPES.filter((scope) => scope !== "catalog.see-cost");
const ASKERS: Readonly<Record<string, () => Promise<Asker>>> = {
  "a clerk": async () => (await testContext(world.db, { role: "staff" })).actor,
  "a key without that scope": async () => {
    const { actor } = await testContext(world.db, { role: "admin" });
    return { ...actor, key: { keyId: newId(), name: "Web shop", scopes: withoutCosts } };
  },
};
const personOf = async (role: Role) => (await testContext(world.db, { role })).actor;

async function answerTo(actor: Asker, name: string, input: unknown): Promise<string> {
  try {
    return JSON.stringify(await callAs(actor, shop.ctx, name, input)) ?? "";
  } catch (error) {
    const cause: unknown = Reflect.get(Object(error), "cause");
    return isRefusal(cause) ? JSON.stringify([cause.code, cause.message, cause.details]) : String(error);
  }
}

async function allAnswers(actor: Asker): Promise<Map<string, string>> {
  const asked = QUERIES.flatMap(([name, shape]) => questionsOf(shape, known).map((input) => ({ name, input })));
  const answers = asked.map(
    async ({ name, input }) => [`${name} ${JSON.stringify(input)}`, await answerTo(actor, name, input)] as const,
  );
  return new Map(await Promise.all(answers));
}

const differing = (before: Map<string, string>, after: Map<string, string>) =>
  [...before]
    .filter(([question, answer]) => after.get(question) !== answer)
    .map(([question]) => question)
    .filter((question) => !TELL_TIME.some((name) => question.startsWith(name)));

test("every column that holds a cost is known", async () => {
  const rows = await world.owner<{ name: string }[]>`
    select table_name || '.' || column_name as name from information_schema.columns
    where table_schema = 'public' and column_name ~ '(^|_)(cost|costs|supplier_price|margin)($|_)'`;
  expect(rows.map(({ name }) => name).filter((name) => !(name in COSTS) && !NO_COSTS.includes(name))).toEqual([]);
});

test.each(Object.entries(ASKERS))("whatever goods cost, %s is answered the same", async (_who, asker) => {
  await workOn();
  const [actor, admin] = [await asker(), await personOf("admin")];
  const [before, told] = [await allAnswers(actor), await allAnswers(admin)];
  await changeCosts();
  expect(differing(before, await allAnswers(actor))).toEqual([]);
  expect([...before].filter(([, answer]) => DIGITS.test(answer)).map(([question]) => question)).toEqual([]);
  const names = differing(told, await allAnswers(admin)).map((question) => question.split(" ")[0]);
  expect([...new Set(names)].toSorted()).toEqual(TOLD);
});

describe("a change that somebody makes who may see no costs", () => {
  const inputs = Object.entries(VALID_INPUTS).flatMap(([module, ofModule]) =>
    Object.entries<(shop: ShopAtWork) => unknown>(ofModule).map(
      ([name, inputOf]) => [`${module}.${name}`, inputOf] as const,
    ),
  );

  test.each(inputs)("%s tells of none, made or refused", async (name, inputOf) => {
    const input = await inputOf(shop);
    await world.owner`update variants set cost = ${digits(COST)}`;
    // The second time most are refused, with what is there now.
    for (const asker of Object.values(ASKERS).toReversed())
      expect(await answerTo(await asker(), name, input)).not.toMatch(DIGITS);
  });
});

test("no fact carries a cost", async () => {
  await workOn();
  const rows = await world.owner<{ payload: string }[]>`select payload::text from outbox`;
  expect(rows.length).toBeGreaterThan(5);
  expect(rows.filter(({ payload }) => DIGITS.test(payload))).toEqual([]);
});
