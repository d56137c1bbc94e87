import { sql } from "drizzle-orm";
import type { Db } from "@/platform/database/db";
import { newId } from "@/shared/id";
import { backups } from "./schema";

/** For whoever looks at the system: in the shop that was copied, and so not in the copy. */
export async function noteBackup(db: Db, takenAt: string): Promise<void> {
  await db.execute(sql`
    with earlier as (delete from ${backups})
    insert into ${backups} (id, taken_at) values (${newId()}, ${takenAt}::timestamptz)`);
}
