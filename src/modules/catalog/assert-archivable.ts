import { createHash } from "node:crypto";
import { sql } from "drizzle-orm";
import * as z from "zod";
import type { TxContext } from "@/platform/context";
import { arrayOf } from "@/platform/database/rows";
import { mayUseWarehouse } from "@/shared/access";
import { inUseElsewhere, stillInUse } from "./archiving";
import type { Use } from "./contract";

const ORDERS_NAMED_MAX = 10;

const UseRows = z.array(
  z.object({
    kind: z.enum(["stock", "order"]),
    status: z.string().nullable(),
    warehouseId: z.string(),
    warehouse: z.string(),
    quantity: z.coerce.number(),
    orderCount: z.coerce.number(),
    named: z.array(z.object({ orderId: z.string(), number: z.number() })),
    seen: z.string(),
  }),
);
type UseRow = z.infer<typeof UseRows>[number];

type Archiving = { label: string; thingIds: readonly string[]; accepted: string | undefined };

/**
 * Asks what hangs on variants or on a customer before they are archived. The caller holds their rows locked for update,
 * so that no order that names them is half written.
 *
 * @throws inUseElsewhere where the actor does not work; stillInUse unless exactly this was accepted
 */
export async function assertArchivable(ctx: TxContext, { label, thingIds, accepted }: Archiving): Promise<void> {
  const rows = await listUse(ctx, thingIds);
  if (rows.length === 0) return;
  if (!rows.every(({ warehouseId }) => mayUseWarehouse(ctx.actor, warehouseId))) throw inUseElsewhere({ label });
  const version = createHash("sha256").update(JSON.stringify(rows)).digest("base64url");
  if (version !== accepted) throw stillInUse({ label, use: toUse(rows, version) });
}

const toUse = (rows: readonly UseRow[], version: string): Use => ({
  version,
  stock: rows
    .filter(({ kind }) => kind === "stock")
    .map(({ warehouseId, warehouse, quantity }) => ({ warehouseId, warehouse, quantity })),
  orders: rows.flatMap(({ status, warehouse, orderCount, named }) =>
    status === null ? [] : [{ status, warehouse, count: orderCount, named }],
  ),
});

/** `things_in_use` is a view of modules above, which a migration defines: their tables cannot be named here. */
async function listUse(ctx: TxContext, thingIds: readonly string[]): Promise<UseRow[]> {
  const rows = await ctx.db.execute(sql`
    select kind, status, warehouse_id as "warehouseId", warehouse, sum(quantity) as quantity,
           count(distinct order_id) as "orderCount",
           coalesce(to_jsonb((array_agg(distinct jsonb_build_object('orderId', order_id, 'number', number))
             filter (where order_id is not null))[1:${ORDERS_NAMED_MAX}::integer]), '[]') as named,
           md5(string_agg(concat_ws(' ', thing_id, order_id, quantity), ','
             order by thing_id, order_id, quantity)) as seen
      from things_in_use where thing_id = any(${arrayOf(thingIds, "uuid")})
     group by kind, status, warehouse_id, warehouse
     order by kind desc, status, warehouse`);
  return UseRows.parse([...rows]);
}
