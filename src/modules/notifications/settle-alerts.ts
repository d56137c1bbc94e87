import { and, inArray, isNull, type SQL, sql } from "drizzle-orm";
import type { Cause } from "@/modules/notifications/causes/cause";
import type { TxContext } from "@/platform/context";
import { arrayOf } from "@/platform/database/rows";
import type { NoticeKind } from "./kind";
import { alerts } from "./schema";

/** A cause that comes back within this time opens its alert again, and nobody is told a second time. */
const TOLD_AGAIN_AFTER_MS = 24 * 3_600_000;

export type SettledAlert = {
  kind: NoticeKind;
  warehouseId: string | null;
  subjectId: string | null;
  label: string;
  detail: string;
  /** People are to be told of it. */
  isNews: boolean;
};

type Row = {
  kind: NoticeKind;
  warehouse_id: string | null;
  subject_id: string | null;
  label: string;
  detail: string;
  is_news: boolean;
};

/**
 * Opens an alert for what is wrong and has none, and resolves those whose cause is gone: of these things, or of all.
 * Returns the alerts that have opened, changed or ended. One statement, so that it costs the same for one and for many.
 */
export async function settleAlerts(
  ctx: TxContext,
  cause: Cause,
  subjectIds: readonly string[] | null,
): Promise<SettledAlert[]> {
  const now = sql`${ctx.now.toISOString()}::timestamptz`;
  const again = sql`${new Date(ctx.now.getTime() - TOLD_AGAIN_AFTER_MS).toISOString()}::timestamptz`;
  const looked = and(
    inArray(alerts.kind, [...cause.kinds]),
    isNull(alerts.resolvedAt),
    subjectIds ? sql`${alerts.subjectId} = any(${arrayOf(subjectIds, "uuid")})` : undefined,
  );
  const rows = await ctx.db.execute<Row>(sql`
    with found as materialized (${cause.find(subjectIds)}),
    opened as (${open(now, again)}),
    resolved as (
      update ${alerts} set resolved_at = ${now}
      where ${looked} and not exists (
        select from found where found.kind = ${alerts.kind} and found.cause = ${alerts.cause})
      returning kind, warehouse_id, subject_id, label, detail)
    select kind, warehouse_id, subject_id, label, detail, noticed_at = ${now} as is_news from opened
    union all select kind, warehouse_id, subject_id, label, detail, false from resolved`);
  return rows.map((row) => ({
    kind: row.kind,
    warehouseId: row.warehouse_id,
    subjectId: row.subject_id,
    label: row.label,
    detail: row.detail,
    isNews: row.is_news,
  }));
}

const open = (now: SQL, again: SQL): SQL => sql`
  insert into ${alerts} (id, kind, cause, warehouse_id, subject_id, label, detail, opened_at, noticed_at)
  select uuidv7(), kind, cause, warehouse_id, subject_id, label, detail, ${now}, ${now} from found
  on conflict (kind, cause) do update set
    label = excluded.label, detail = excluded.detail, resolved_at = null,
    opened_at = case when alerts.resolved_at is null then alerts.opened_at else excluded.opened_at end,
    noticed_at = case when alerts.resolved_at is null or alerts.noticed_at > ${again}
      then alerts.noticed_at else excluded.noticed_at end,
    acknowledged_at = case when alerts.resolved_at is null then alerts.acknowledged_at end,
    acknowledged_by = case when alerts.resolved_at is null then alerts.acknowledged_by end
  where alerts.resolved_at is not null
    or (alerts.label, alerts.detail) is distinct from (excluded.label, excluded.detail)
  returning kind, warehouse_id, subject_id, label, detail, noticed_at`;
