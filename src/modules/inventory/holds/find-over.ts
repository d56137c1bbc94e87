import { sql } from "drizzle-orm";
import type { Context } from "@/platform/context";
import { atMost } from "@/platform/database/dialect";
import { arrayOf } from "@/platform/database/rows";
import { stockHolds } from "./schema";

/** How many documents are freed in one round. */
export const DOCUMENTS_AT_ONCE_MAX = 100;

/** Documents that hold stock no longer, by the database's clock, and still have rows that say so. */
export async function findOver({ db }: Pick<Context, "db">, putOff: readonly string[]): Promise<string[]> {
  const rows = await db.execute<{ document_id: string }>(sql`
    select distinct document_id from (
      select document_id from ${stockHolds}
       where held_until <= now() and document_id <> all(${arrayOf([...putOff], "uuid")})
      order by held_until ${atMost(DOCUMENTS_AT_ONCE_MAX)}
    ) over_by_now`);
  return rows.map(({ document_id }) => document_id);
}
