import { sql } from "drizzle-orm";
import * as z from "zod";
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

/** How many items a document lost since it was asked last, and how many it holds by now. Under its lock. */
export async function takeLosses({ db }: TxContext, documentId: string): Promise<{ lost: number; left: number }> {
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
