import { sql } from "drizzle-orm";
import * as z from "zod";
import { products, variants } from "@/modules/catalog/schema";
import { users } from "@/modules/users/schema";
import { warehouseScope } from "@/modules/users/warehouse-scope";
import type { TxContext } from "@/platform/context";
import { atMost } from "@/platform/database/dialect";
import { arrayOf } from "@/platform/database/rows";
import { deliveryNoteSeen } from "./refusals";
import { locations, referenceKey, stockMovements, stockTransactions } from "./schema";

const RECEIPTS_NAMED_MAX = 3;
const LINES_NAMED_MAX = 5;

const Receipts = z.array(
  z.object({
    transactionId: z.string(),
    recordedAt: z.string(),
    actorName: z.string(),
    reference: z.string(),
    lineCount: z.coerce.number(),
    lines: z.array(z.object({ sku: z.string(), title: z.string(), quantity: z.number() })),
  }),
);

type Receipt = { reference: string; lines: readonly { locationId: string }[] };

/**
 * Two people who enter the same delivery note at the same moment wait for each other, so that the second is asked.
 *
 * @throws deliveryNoteSeen with what was received by it at these warehouses, unless that was reversed.
 */
export async function assertDeliveryNoteIsNew(ctx: TxContext, { reference, lines }: Receipt): Promise<void> {
  if (reference === "") return;
  const key = referenceKey(sql`${reference}::text`);
  const bins = arrayOf(
    lines.map(({ locationId }) => locationId),
    "uuid",
  );
  await ctx.db.execute(sql`select pg_advisory_xact_lock(hashtextextended('delivery note ' || ${key}, 0))`);
  const receipts = Receipts.parse(
    await ctx.db.execute(sql`
      select t.id as "transactionId", to_json(t.recorded_at) #>> '{}' as "recordedAt", u.name as "actorName",
        t.reference, count(*) as "lineCount",
        to_jsonb((array_agg(jsonb_build_object('sku', v.sku, 'title', p.title, 'quantity', m.quantity)
          order by m.id))[1:${LINES_NAMED_MAX}::integer]) as lines
      from ${stockTransactions} t
      join ${users} u on u.id = t.actor_id
      join ${stockMovements} m on m.transaction_id = t.id
      join ${locations} l on l.id = m.to_location_id
      join ${variants} v on v.id = m.variant_id
      join ${products} p on p.id = v.product_id
      where t.kind = 'receive' and t.reference <> '' and ${referenceKey(sql`t.reference`)} = ${key}
        and l.warehouse_id in (select warehouse_id from ${locations} where id = any(${bins}))
        and ${warehouseScope(ctx, sql`l.warehouse_id`)}
        and not exists (select from ${stockTransactions} undone where undone.reverses_id = t.id)
      group by t.id, u.name
      order by t.recorded_at desc, t.id desc
      ${atMost(RECEIPTS_NAMED_MAX)}`),
  );
  if (receipts.length > 0) throw deliveryNoteSeen({ receipts });
}
