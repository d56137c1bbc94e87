import { and, eq, inArray, isNull, or, type SQL, sql } from "drizzle-orm";
import { customers } from "@/modules/customers/schema";
import { importChanged } from "@/modules/imports/contract";
import { productImports } from "@/modules/imports/schema";
import { orderConfirmed, orderHeld, orderShipped } from "@/modules/orders/contract";
import { formatOrderNumber, formatShipmentNumber } from "@/modules/orders/order";
import { orders, shipments } from "@/modules/orders/schema";
import { browserName } from "@/modules/users/browser-name";
import { accessChanged, deviceAdded } from "@/modules/users/contract";
import { sessions, users, warehouseGrants } from "@/modules/users/schema";
import { ROLE_NAMES } from "@/modules/users/user";
import { auditEntries } from "@/platform/audit/schema";
import type { TxContext } from "@/platform/context";
import { asCount } from "@/platform/database/numbers";
import { rowsOf } from "@/platform/database/rows";
import type { ReadFact } from "@/platform/outbox/read-facts";
import { formatCount } from "@/shared/plural";
import { idsUnder } from "./causes/cause";
import { findApprovals } from "./find-approvals";
import { findEndedHolds, findShrunkHolds } from "./find-ended-holds";
import { findFactorChanges, findRefusedCodes } from "./find-factor-changes";
import { findFilled } from "./find-filled";
import { findNewKeys } from "./find-keys";
import { findMentions } from "./find-mentions";
import { type Finder, type Happening, NOBODY } from "./happening";
import { holdCustomers } from "./hold-customers";
import type { NoticeKind } from "./kind";

/** What of these facts people are told, in their order for each finder. */
export async function findHappenings(ctx: TxContext, facts: readonly ReadFact[]): Promise<Happening[]> {
  const found: Happening[] = [];
  const own = [findOfOrders, findImportsDone, findAccessChanges, findNewDevices];
  for (const find of [
    ...own,
    findFilled,
    findMentions,
    findEndedHolds,
    findShrunkHolds,
    findNewKeys,
    findApprovals,
    findFactorChanges,
    findRefusedCodes,
  ])
    found.push(...(await find(ctx, facts)));
  return found;
}

const ofName = (facts: readonly ReadFact[], name: string) => facts.filter((fact) => fact.name === name);

const ORDER_KINDS: Readonly<Record<string, NoticeKind>> = {
  [orderConfirmed.name]: "order-confirmed",
  [orderHeld.name]: "order-held",
  [orderShipped.name]: "shipment-sent",
};

/** Who did it is read from the history, where the request that emitted the fact has its entry. */
const actorOf: SQL<string | null> = sql<string | null>`(
  select ${auditEntries.actorId} from ${auditEntries}
  where ${auditEntries.entityId} = ${orders.id} and ${auditEntries.requestId} = fact."requestId" limit 1)`;

async function findOfOrders(ctx: TxContext, facts: readonly ReadFact[]): Promise<Happening[]> {
  const told = facts.flatMap((fact) => {
    const kind = ORDER_KINDS[fact.name];
    const { position, requestId } = fact;
    if (!kind) return [];
    const [shipmentId = null] = idsUnder(fact, "shipmentId");
    return idsUnder(fact, "orderId").map((orderId) => ({ position, kind, requestId, orderId, shipmentId }));
  });
  if (told.length === 0) return [];
  await holdCustomers(
    ctx,
    told.map(({ orderId }) => orderId),
  );
  const columns = { position: "bigint", kind: "text", requestId: "text", orderId: "uuid", shipmentId: "uuid" } as const;
  const rows = await ctx.db
    .select({
      kind: sql<NoticeKind>`fact.kind`,
      orderId: orders.id,
      number: orders.number,
      warehouseId: orders.warehouseId,
      customer: customers.name,
      holdReason: orders.holdReason,
      sequence: shipments.sequence,
      tracking: shipments.tracking,
      actorId: actorOf,
    })
    .from(rowsOf("fact", columns, told))
    .innerJoin(orders, sql`${orders.id} = fact."orderId"`)
    .innerJoin(customers, eq(customers.id, orders.customerId))
    .leftJoin(shipments, sql`${shipments.id} = fact."shipmentId"`)
    .where(isNull(shipments.voidedAt))
    .orderBy(sql`fact.position`);
  return rows.map(({ kind, orderId, number, warehouseId, customer, holdReason, sequence, tracking, actorId }) => ({
    ...NOBODY,
    kind,
    warehouseId,
    actorId,
    subjectId: orderId,
    label: kind === "shipment-sent" ? formatShipmentNumber(number, sequence ?? 1) : formatOrderNumber(number),
    detail: [customer, kind === "order-held" ? holdReason : null, kind === "shipment-sent" ? tracking : null]
      .filter((part) => part)
      .join(", "),
  }));
}

const findImportsDone: Finder = async (ctx, facts) => {
  const ids = [...new Set(ofName(facts, importChanged.name).flatMap((fact) => idsUnder(fact, "importId")))];
  if (ids.length === 0) return [];
  const rows = await ctx.db
    .select()
    .from(productImports)
    .where(and(inArray(productImports.id, ids), eq(productImports.status, "applied")));
  return rows.map(({ id, fileName, runBy, createdBy, productsCreated, productsUpdated, rowsSkipped }) => ({
    ...NOBODY,
    kind: "import-done",
    userId: runBy ?? createdBy,
    subjectId: id,
    label: fileName,
    detail:
      `${formatCount(productsCreated, "product")} added, ${formatCount(productsUpdated, "product")} changed` +
      (rowsSkipped > 0 ? `, ${formatCount(rowsSkipped, "row")} skipped` : ""),
    onceKey: `import-done ${id}`,
  }));
};

const findAccessChanges: Finder = async (ctx, facts) => {
  const told = ofName(facts, accessChanged.name);
  if (told.length === 0) return [];
  const ids = [...new Set(told.flatMap((fact) => idsUnder(fact, "userId")))];
  const rows = await ctx.db
    .select({
      userId: users.id,
      role: users.role,
      allWarehouses: users.allWarehouses,
      // How many, and not which: that would still be read when they are taken away.
      granted: asCount(sql`(select count(*) from ${warehouseGrants} where ${warehouseGrants.userId} = ${users.id})`),
    })
    .from(users)
    .where(and(inArray(users.id, ids), or(eq(users.status, "active"), eq(users.status, "invited"))));
  return rows.map(({ userId, role, allWarehouses, granted }) => ({
    ...NOBODY,
    kind: "access-changed",
    userId,
    subjectId: userId,
    label: "",
    detail: `${ROLE_NAMES[role]}, ${allWarehouses ? "all warehouses" : formatCount(granted, "warehouse")}`,
  }));
};

const findNewDevices: Finder = async (ctx, facts) => {
  const told = ofName(facts, deviceAdded.name);
  if (told.length === 0) return [];
  const ids = told.flatMap((fact) => idsUnder(fact, "session"));
  const rows = await ctx.db.select().from(sessions).where(inArray(sessions.id, ids));
  return rows.map(({ userId, userAgent, address }) => ({
    ...NOBODY,
    kind: "new-device",
    userId,
    subjectId: userId,
    label: "",
    detail: [browserName(userAgent), address].filter((part) => part !== "").join(", "),
  }));
};
