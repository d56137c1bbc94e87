import { and, eq, inArray, not, or, type SQL, sql } from "drizzle-orm";
import { customers } from "@/modules/customers/schema";
import { apiKeys, users } from "@/modules/users/schema";
import { warehousesScope } from "@/modules/users/warehouse-scope";
import { auditEntries } from "@/platform/audit/schema";
import { actorId, type ReadContext } from "@/platform/context";
import { keyset } from "@/platform/database/keyset";
import { can } from "@/shared/access";
import { PEOPLE_ENTITIES, SYSTEM_ENTITIES } from "@/shared/entity";
import type { ListHistory } from "./contract";
import { hideConfidential } from "./hide-confidential";

const LATEST_FIRST = keyset([auditEntries.id, "uuid"]);

/** Of an entry, its author and their key. */
export const entryColumns = {
  id: auditEntries.id,
  occurredAt: auditEntries.occurredAt,
  action: auditEntries.action,
  entity: auditEntries.entity,
  entityId: auditEntries.entityId,
  label: auditEntries.label,
  before: auditEntries.before,
  after: auditEntries.after,
  confidential: auditEntries.confidential,
  requestId: auditEntries.requestId,
  actorId: auditEntries.actorId,
  actorName: users.name,
  keyName: apiKeys.name,
};

/** Changes in the warehouses of the person who asks and in the whole shop, latest first. */
export async function listHistory(ctx: ReadContext, { entityId, actorId, entity, cursor, limit }: ListHistory) {
  const rows = await ctx.db
    .select({ ...entryColumns, keys: LATEST_FIRST.keys })
    .from(auditEntries)
    .leftJoin(users, eq(users.id, auditEntries.actorId))
    .leftJoin(apiKeys, eq(apiKeys.id, auditEntries.keyId))
    .where(
      and(
        warehousesScope(ctx, auditEntries.warehouseIds),
        entityScope(ctx),
        entityId ? isAbout(entityId) : undefined,
        actorId ? eq(auditEntries.actorId, actorId) : undefined,
        isOf(entity),
        LATEST_FIRST.after({ cursor, descending: true }),
      ),
    )
    .orderBy(...LATEST_FIRST.order({ descending: true }))
    .limit(limit + 1);
  const page = LATEST_FIRST.toPage(rows, { limit });
  return { rows: page.rows.map((row) => toShown(ctx, row)), nextCursor: page.nextCursor };
}

/** Of a customer also what was changed of those who were merged into them. */
const isAbout = (entityId: string): SQL =>
  sql`${auditEntries.entityId} = any(array(
    select ${entityId}::uuid union all
    select ${customers.id} from ${customers} where ${customers.mergedInto} = ${entityId}::uuid))`;

type Entry = Pick<typeof auditEntries.$inferSelect, "occurredAt" | "before" | "after" | "confidential">;

/** Without the costs, for whoever may not see them. */
export function toShown<Row extends Entry>(ctx: ReadContext, { occurredAt, before, after, confidential, ...row }: Row) {
  const seesCosts = can(ctx.actor, "catalog.see-cost");
  return {
    ...row,
    occurredAt: occurredAt.toISOString(),
    before: seesCosts ? before : hideConfidential(before, confidential),
    after: seesCosts ? after : hideConfidential(after, confidential),
  };
}

/** The kind stands in the text, so that the plan is for this kind: rare ones have an index, and some have most rows. */
export const isOf = (entity: ListHistory["entity"]): SQL | undefined =>
  entity ? sql`${auditEntries.entity} = ${entity}`.inlineParams() : undefined;

/** What is about people or the system, only for those who may read of it, and for those whom it is by or about. */
export function entityScope(ctx: ReadContext): SQL | undefined {
  const hidden = [
    ...(can(ctx.actor, "users.read") ? [] : PEOPLE_ENTITIES),
    ...(can(ctx.actor, "system.read") ? [] : SYSTEM_ENTITIES),
  ];
  if (hidden.length === 0) return undefined;
  const isOpen = not(inArray(auditEntries.entity, hidden));
  const own = actorId(ctx);
  return own === null ? isOpen : or(isOpen, eq(auditEntries.actorId, own), eq(auditEntries.entityId, own));
}
