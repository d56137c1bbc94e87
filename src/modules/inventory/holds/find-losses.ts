import { sql } from "drizzle-orm";
import * as z from "zod";
import { stockAvailability } from "@/modules/inventory/schema";
import type { Context, TxContext } from "@/platform/context";
import { atMost } from "@/platform/database/dialect";
import { arrayOf } from "@/platform/database/rows";
import { DOCUMENTS_AT_ONCE_MAX } from "./find-over";
import { stockHolds } from "./schema";

/** Documents whose holds a trigger has lowered, of which nobody was told yet. */
export async function findLosses({ db }: Pick<Context, "db">, putOff: readonly string[]): Promise<string[]> {
  const rows = await db.execute<{ document_id: string }>(sql`
    select distinct document_id from ${stockHolds}
     where lost > 0 and document_id <> all(${arrayOf([...putOff], "uuid")}) ${atMost(DOCUMENTS_AT_ONCE_MAX)}`);
  return rows.map(({ document_id }) => document_id);
}

const Taken = z.tuple([z.object({ lost: z.coerce.number(), left: z.coerce.number() })]);

/**
 * How many items a document lost since it was asked last, and how many it holds by now. Under its lock, and under that
 * of availability, in key order: a trigger counts each change of a hold there, and whoever lowers them begins there.
 */
export async function takeLosses({ db }: TxContext, documentId: string): Promise<{ lost: number; left: number }> {
  await db.execute(sql`
    select from ${stockAvailability} stock
     where (stock.warehouse_id, stock.variant_id) in (
       select hold.warehouse_id, hold.variant_id from ${stockHolds} hold where hold.document_id = ${documentId})
     order by stock.warehouse_id, stock.variant_id for update`);
  const [taken] = Taken.parse(
    await db.execute(sql`
      with taken as (
        update ${stockHolds} hold set lost = 0 where hold.document_id = ${documentId} and hold.lost > 0
        returning old.lost)
      select (select coalesce(sum(taken.lost), 0) from taken) as lost,
             coalesce(sum(hold.quantity), 0) as left
        from ${stockHolds} hold where hold.document_id = ${documentId} and hold.held_until > now()`),
  );
  return taken;
}
