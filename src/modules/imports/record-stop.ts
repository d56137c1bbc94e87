import { eq } from "drizzle-orm";
import { recordChange } from "@/platform/audit/record-change";
import type { TxContext } from "@/platform/context";
import { databaseNow } from "@/platform/database/now";
import { emit } from "@/platform/outbox/emit";
import { importChanged } from "./contract";
import type { ImportRow } from "./lock-import";
import { AS_MOVING } from "./record-progress";
import { productImports } from "./schema";

/** Marks a locked import as stopped, or as running again, in its row, in the history and for its watchers. */
export async function recordStop(ctx: TxContext, row: ImportRow, stopped: boolean): Promise<void> {
  const rows = row.status === "checking" ? row.rowsChecked : row.rowsDone;
  await ctx.db
    .update(productImports)
    .set(stopped ? { stoppedAt: databaseNow } : AS_MOVING)
    .where(eq(productImports.id, row.id));
  recordChange(ctx, {
    entity: "product-import",
    entityId: row.id,
    label: row.fileName,
    before: { stopped: !stopped, rows },
    after: { stopped, rows },
  });
  emit(ctx, importChanged, { importId: row.id });
}
