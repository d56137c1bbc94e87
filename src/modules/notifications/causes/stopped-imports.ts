import { and, type SQL, sql } from "drizzle-orm";
import { productImports } from "@/modules/imports/schema";
import { before } from "@/platform/database/retention";
import { arrayOf } from "@/platform/database/rows";
import { type Cause, idsIn } from "./cause";

/** What nobody has gone on with by then is let be. */
const IMPORT_ALERT_MS = 7 * 24 * 3_600_000;

/** Imports whose job was given up, or that a retry cannot help. */
export const stoppedImports: Cause = {
  kinds: ["import-stopped"],
  subjectsOf: idsIn(["imports"], "importId"),
  find: (importIds): SQL => sql`
    select 'import-stopped' as kind, ${productImports.id}::text as cause, null::uuid as warehouse_id,
      ${productImports.id} as subject_id, ${productImports.fileName} as label,
      coalesce(${productImports.failure}, 'It can be resumed from the row that it reached.') as detail
    from ${productImports}
    where ${and(
      sql`(${productImports.stoppedAt} is not null or ${productImports.status} = 'failed')`,
      sql`${productImports.movedAt} > ${before(IMPORT_ALERT_MS)}`,
      importIds ? sql`${productImports.id} = any(${arrayOf(importIds, "uuid")})` : undefined,
    )}`,
};
