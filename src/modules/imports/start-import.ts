import { recordChange } from "@/platform/audit/record-change";
import { actorId, type Context } from "@/platform/context";
import { files } from "@/platform/files";
import { emit } from "@/platform/outbox/emit";
import { inTransaction } from "@/platform/transaction";
import { SYSTEM_USER_ID } from "@/shared/access";
import { newId } from "@/shared/id";
import { importChanged, type StartImport } from "./contract";
import { countRows, sniffFile } from "./import-file";
import { productImports } from "./schema";

/** Above this the rows are counted by the dry run, not while a person waits. */
const COUNTED_AT_ONCE_BYTES_MAX = 4 * 1024 * 1024;

/** Detects the format of an uploaded file and proposes a field for each column. Nothing is imported yet. */
export async function startImport(ctx: Context, { fileKey, fileName }: StartImport) {
  const format = await sniffFile(fileKey);
  const isSmall = (await files().sizeOf(fileKey)) <= COUNTED_AT_ONCE_BYTES_MAX;
  const rowsTotal = isSmall ? await countRows(fileKey, format) : 0;
  return inTransaction(ctx, async (ctx) => {
    const importId = newId();
    await ctx.db.insert(productImports).values({
      id: importId,
      fileKey,
      fileName,
      status: "uploaded",
      format,
      rowsTotal,
      createdBy: actorId(ctx) ?? SYSTEM_USER_ID,
      createdAt: ctx.now,
    });
    recordChange(ctx, {
      entity: "product-import",
      entityId: importId,
      label: fileName,
      before: null,
      after: { status: "uploaded", rows: rowsTotal },
    });
    emit(ctx, importChanged, { importId });
    return { importId };
  });
}
