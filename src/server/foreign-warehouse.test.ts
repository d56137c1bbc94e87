import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import * as z from "zod";
import { issueInvoice } from "@/modules/invoices/issue-invoice";
import { getInvoice } from "@/modules/invoices/queries";
import { placeOrder } from "@/modules/orders/place-order";
import { getOrder } from "@/modules/orders/queries";
import { shipOrder } from "@/modules/orders/ship-order";
import { auditEntries } from "@/platform/audit/schema";
import { database } from "@/platform/database/db";
import { PEOPLE_ENTITIES, SHOP_ENTITIES } from "@/shared/entity";
import { isRefusal } from "@/shared/error";
import { moduleOf } from "@/shared/event";
import { newId } from "@/shared/id";
import { asColleague, askedAdjustment } from "@/testing/approvals";
import { comment } from "@/testing/comments";
import { testContext } from "@/testing/context";
import { testDatabase } from "@/testing/database";
import { nameShop } from "@/testing/invoices";
import { aNotice, anAlert } from "@/testing/notices";
import { aParcel, shipmentOf } from "@/testing/parcels";
import { aPayment } from "@/testing/payments";
import { aPerson, aSession } from "@/testing/people";
import { aPick, aWave } from "@/testing/picks";
import { aReceivedReturn } from "@/testing/returns";
import { idFieldsOf, sampleOf, shapeOf } from "@/testing/sample-input";
import { aShop } from "@/testing/shop";
import type { ShopAtWork } from "@/testing/shop-at-work";
import { receiveStock } from "@/testing/stock";
import { VALID_INPUTS } from "@/testing/valid-inputs";
import { appRouter } from "./router";

/*
 * Every procedure there is, asked by a clerk and by a manager of one warehouse with every id of another warehouse in
 * every place that takes an id: it is refused, or the answer tells nothing of the other one.
 */

const files = mkdtempSync(path.join(tmpdir(), "quartermaster-foreign-"));
process.env["FILES_DIR"] = files;

const Definition = z.object({
  type: z.enum(["query", "mutation", "subscription"]),
  inputs: z.array(z.instanceof(z.ZodType)),
});
const procedures = Object.entries(appRouter._def.procedures).map(([name, procedure]) => {
  const { type, inputs } = Definition.parse(Reflect.get(procedure, "_def"));
  return { name, type, shape: inputs[0] ? shapeOf(inputs[0]) : {} };
});

type Things = {
  warehouseId: string;
  binId: string;
  orderId: string;
  orderLineId: string;
  shipmentId: string;
  paymentId: string;
  commentId: string;
  transactionId: string;
  noticeId: string;
  alertId: string;
  approvalId: string;
  returnId: string;
  returnLineId: string;
  receiptId: string;
  invoiceId: string;
  invoiceLineId: string;
  listId: string;
  waveId: string;
  allocationId: string;
  parcelId: string;
  shipmentLineId: string;
};

/** The fields that name something in a warehouse, and what of it. */
const BOUND: Readonly<Record<string, (things: Things) => string>> = {
  warehouseId: ({ warehouseId }) => warehouseId,
  warehouses: ({ warehouseId }) => warehouseId,
  defaultWarehouseId: ({ warehouseId }) => warehouseId,
  locationId: ({ binId }) => binId,
  fromLocationId: ({ binId }) => binId,
  toLocationId: ({ binId }) => binId,
  openingBinId: ({ binId }) => binId,
  orderId: ({ orderId }) => orderId,
  toOrderId: ({ orderId }) => orderId,
  orderIds: ({ orderId }) => orderId,
  orderLineId: ({ orderLineId }) => orderLineId,
  lineId: ({ orderLineId }) => orderLineId,
  shipmentId: ({ shipmentId }) => shipmentId,
  paymentId: ({ paymentId }) => paymentId,
  commentId: ({ commentId }) => commentId,
  transactionId: ({ transactionId }) => transactionId,
  entityId: ({ orderId }) => orderId,
  noticeId: ({ noticeId }) => noticeId,
  alertId: ({ alertId }) => alertId,
  approvalId: ({ approvalId }) => approvalId,
  returnId: ({ returnId }) => returnId,
  returnLineId: ({ returnLineId }) => returnLineId,
  receiptId: ({ receiptId }) => receiptId,
  invoiceId: ({ invoiceId }) => invoiceId,
  invoiceIds: ({ invoiceId }) => invoiceId,
  invoiceLineId: ({ invoiceLineId }) => invoiceLineId,
  documentId: ({ orderId }) => orderId,
  subjectId: ({ orderId }) => orderId,
  listId: ({ listId }) => listId,
  waveId: ({ waveId }) => waveId,
  allocationId: ({ allocationId }) => allocationId,
  parcelId: ({ parcelId }) => parcelId,
  parcelIds: ({ parcelId }) => parcelId,
  shipmentLineId: ({ shipmentLineId }) => shipmentLineId,
  "inventory.createLocation parentId": ({ warehouseId }) => warehouseId,
};
/** The fields that name something of the whole shop. A new name of a field belongs here or above. */
const SHARED = new Set(
  [...SHOP_ENTITIES, ...PEOPLE_ENTITIES]
    .map((entity) => `${toCamelCase(entity)}Id`)
    .concat("actorId", "importId", "runId", "productIds", "variantId", "variantIds", "lotId", "factorId", "mentions")
    .concat("groupId", "noteId", "taxCategoryId", "deliveryAddressId", "billingAddressId", "entryId")
    .concat(
      "catalog.createCategory parentId",
      "customers.setAddresses id",
      "history.listActors id",
      "orders.mergeCustomers otherId",
    ),
);
/** Suppliers, customers, adjustments, scrap, transit and quarantine are named by operations, and by no caller. */
const VIRTUAL_PLACES = [11, 12, 13, 14, 15, 16].map((place) => `00000000-0000-7000-8000-0000000000${place}`);
function toCamelCase(name: string): string {
  return name.replaceAll(/-./g, (match) => match.slice(1).toUpperCase());
}
const boundField = (procedure: string, field: string) => BOUND[`${procedure} ${field}`] ?? BOUND[field];

const PATIENCE = { timeout: 120_000 };

const world = testDatabase({ fill: openShops });
let own: ShopAtWork;
let ownThings: Things;
let foreign: ShopAtWork;
let foreignThings: Things;
/** What only somebody who sees the foreign warehouse can know. */
let marks: string[];

async function openShops(): Promise<void> {
  const actor = await aSession(world.db, await aPerson(world.db, { role: "admin", passwordHash: "unusable" }));
  const ctx = { db: world.db, actor, now: new Date(), action: "tests.prepare", requestId: newId() };
  own = { ...(await aShop(ctx, { TEA: 100 })), ctx };
  foreign = { ...(await aShop(ctx, {}, "FARAWAY")), variant: own.variant, customerId: own.customerId, ctx };
  await nameShop(ctx);
  const line = { variantId: own.variant.TEA, locationId: foreign.binId, quantity: 77_078 };
  const { transactionId } = await receiveStock(ctx, { lines: [line] });
  const foreignOrder = await anOrder(foreign);
  const told = {
    ...(await aNotice(foreign)),
    ...(await anAlert(foreign)),
    ...(await askedAdjustment(await asColleague(foreign))),
    ...(await aPick(foreign)),
    ...(await aWave(foreign)),
  };
  foreignThings = { ...foreign, ...foreignOrder.ids, transactionId, ...told };
  ownThings = {
    ...own,
    ...(await anOrder(own)).ids,
    transactionId: (await aReceipt()).transactionId,
    ...(await aNotice(own)),
    ...(await anAlert(own)),
    ...(await askedAdjustment(await asColleague(own))),
    ...(await aPick(own)),
    ...(await aWave(own)),
  };
  marks = [
    ...Object.values(foreignOrder.ids),
    ...Object.values(told),
    foreign.warehouseId,
    foreign.binId,
    transactionId,
    "FARAWAY",
    "77077",
  ];
}
beforeEach(() => {
  const now = new Date();
  own = { ...own, ctx: { ...own.ctx, now } };
  foreign = { ...foreign, ctx: { ...foreign.ctx, now } };
});
afterAll(async () => {
  await database().end();
  rmSync(files, { recursive: true, force: true });
});

async function anOrder(shop: ShopAtWork) {
  const { ctx, customerId, warehouseId, variant } = shop;
  const lines = [{ variantId: variant.TEA, quantity: 2 }];
  const { orderId } = await placeOrder(ctx, { customerId, warehouseId, lines, confirm: true });
  const orderLineId = (await getOrder(ctx, { orderId })).lines[0]?.id ?? "";
  const pick = { orderLineId, quantity: 1, locationId: shop.binId, lotId: null };
  const { shipmentId } = await shipOrder(ctx, { orderId, lines: [pick] });
  const shipmentLineId = (await shipmentOf(ctx, orderId)).lines[0]?.id ?? "";
  const { parcelId } = await aParcel(ctx, orderId);
  const { paymentId } = await aPayment(ctx, orderId);
  const { commentId } = await comment(ctx, orderId, "Said");
  const returned = await aReceivedReturn(ctx, orderId);
  const { invoiceId } = await issueInvoice(ctx, { orderId, scope: "ordered", seen: 0 });
  const invoiceLineId = (await getInvoice(ctx, { invoiceId })).lines[0]?.id ?? "";
  const packed = { shipmentId, shipmentLineId, parcelId };
  return { ids: { orderId, orderLineId, ...packed, paymentId, commentId, invoiceId, invoiceLineId, ...returned } };
}
const aReceipt = () =>
  receiveStock(own.ctx, { lines: [{ variantId: own.variant.TEA, locationId: own.binId, quantity: 1 }] });

type Answer = { isRefused: boolean; text: string; code?: string };

/** Asks as somebody of this role who works in the own warehouse alone. */
async function ask(role: "staff" | "manager", name: string, input: unknown): Promise<Answer> {
  const ctx = await testContext(world.db, { role, warehouses: [own.warehouseId] });
  const call = name
    .split(".")
    .reduce<unknown>(
      (callers, word) => Reflect.get(Object(callers), word),
      appRouter.createCaller({ ...ctx, idempotencyKey: newId() }),
    );
  if (typeof call !== "function") throw new Error(`${name} cannot be called.`);
  try {
    return { isRefused: false, text: JSON.stringify(await call(input)) ?? "" };
  } catch (error) {
    const cause: unknown = Reflect.get(Object(error), "cause");
    return { isRefused: true, text: "", code: isRefusal(cause) ? cause.code : String(error) };
  }
}

/** Every way to put another warehouse's id into a place of the input that takes one. */
function planted(name: string, input: unknown, isNobodys = false): { field: string; input: unknown }[] {
  const found: { field: string; input: unknown }[] = [];
  const walk = (part: unknown, field: string, put: (changed: unknown) => unknown): void => {
    const foreignId = boundField(name, field);
    if (typeof part === "string" && foreignId) {
      found.push({ field, input: put(isNobodys ? newId() : foreignId(foreignThings)) });
      if (/(location|bin)Id$/i.test(field))
        for (const id of VIRTUAL_PLACES) found.push({ field, input: put(isNobodys ? newId() : id) });
    } else if (Array.isArray(part))
      part.forEach((item, place) => walk(item, field, (changed) => put(part.with(place, changed))));
    else if (part !== null && typeof part === "object")
      for (const [key, inner] of Object.entries(part)) walk(inner, key, (changed) => put({ ...part, [key]: changed }));
  };
  walk(input, "", (changed) => changed);
  return found;
}

/** A good question: of the own warehouse, and of what both have in common. */
function questionOf({ name, shape }: (typeof procedures)[number], isNarrow: boolean): unknown {
  const common: Record<string, string> = {
    variantId: own.variant.TEA,
    variantIds: own.variant.TEA,
    customerId: own.customerId,
    userId: own.ctx.actor.userId,
  };
  const fill = (value: unknown, field: string): unknown => {
    if (Array.isArray(value)) return value.map((item) => fill(item, field));
    if (value !== null && typeof value === "object") {
      const entries = Object.entries(value).map(([key, inner]) => [key, fill(inner, key)] as const);
      const isAsked = (key: string) => shape.required?.includes(key) || (isNarrow && key.endsWith("Id"));
      return Object.fromEntries(value === sample ? entries.filter(([key]) => isAsked(key)) : entries);
    }
    if (typeof value !== "string") return value;
    return boundField(name, field)?.(ownThings) ?? common[field] ?? (field === "query" ? "TEA" : value);
  };
  const sample = sampleOf(shape, "FARAWAY");
  return fill(sample, "");
}

const tellsNothing = ({ text }: Answer) => marks.filter((mark) => text.includes(mark));
const ofType = (wanted: string) =>
  procedures.filter(({ type }) => type === wanted).map((each) => [each.name, each] as const);

test("of every field that takes an id it is known whether it names something in a warehouse", () => {
  const unknown = procedures.flatMap(({ name, shape }) =>
    idFieldsOf(shape)
      .filter((field) => !boundField(name, field) && !SHARED.has(field) && !SHARED.has(`${name} ${field}`))
      .map((field) => `${name}: ${field}`),
  );
  expect(unknown).toEqual([]);
});

describe("a question", () => {
  const questions = ofType("query");
  const modules = [...new Set(questions.map(([name]) => moduleOf(name)))];

  // A module at a time: questions change nothing, and two shops with all that happens in them take a while to make.
  test.each(modules)("to %s tells nothing of a warehouse that one does not work in", PATIENCE, async (module) => {
    for (const [name, procedure] of questions.filter(([name]) => moduleOf(name) === module))
      for (const role of ["staff", "manager"] as const) await expectNothing(role, name, procedure);
  });

  async function expectNothing(role: "staff" | "manager", name: string, procedure: (typeof procedures)[number]) {
    for (const isNarrow of [false, true]) {
      const question = questionOf(procedure, isNarrow);
      const asked = `${name} by ${role}: ${JSON.stringify(question)}`;
      expect(tellsNothing(await ask(role, name, question)), asked).toEqual([]);
      const unknown = planted(name, question, true);
      for (const [place, { field, input }] of planted(name, question).entries()) {
        const answer = await ask(role, name, input);
        expect(tellsNothing(answer), `${asked}, foreign ${field}`).toEqual([]);
        const { code } = await ask(role, name, unknown[place]?.input);
        expect(answer.code, `${asked}, foreign ${field}: as where there is none`).toBe(code);
      }
    }
  }
});

describe("a change", () => {
  const namesSomewhere = (name: string) =>
    procedures.some((each) => each.name === name && idFieldsOf(each.shape).some((field) => boundField(name, field)));
  const inputs = Object.entries(VALID_INPUTS)
    .flatMap(([module, ofModule]) =>
      Object.entries<(shop: ShopAtWork) => unknown>(ofModule).map(
        ([name, inputOf]) => [`${module}.${name}`, inputOf] as const,
      ),
    )
    .filter(([name]) => namesSomewhere(name));

  test.each(inputs)("%s is refused where anything it names lies elsewhere", async (name, inputOf) => {
    for (const role of ["staff", "manager"] as const) {
      const whole = await inputOf(foreign);
      const isForeign = planted(name, whole).length > 0;
      for (const { field, input } of [
        ...planted(name, await inputOf(own)),
        ...(isForeign ? [{ field: "all of it", input: whole }] : []),
      ]) {
        const before = await world.db.$count(auditEntries);
        const answer = await ask(role, name, input);
        expect(answer.isRefused, `${role}, foreign ${field}: ${answer.text}`).toBe(true);
        expect(await world.db.$count(auditEntries), `${role}, foreign ${field}: nothing was changed`).toBe(before);
      }
    }
  });
});
