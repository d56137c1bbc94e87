import { getShopSettings } from "@/modules/shop/queries";
import { recordChange } from "@/platform/audit/record-change";
import { actorId, type Context } from "@/platform/context";
import { emit } from "@/platform/outbox/emit";
import { inTransaction } from "@/platform/transaction";
import { SYSTEM_USER_ID } from "@/shared/access";
import { newId } from "@/shared/id";
import { importChanged, type StartImport } from "./contract";
import { sniffFile } from "./file/read-file";
import { withRememberedMapping } from "./remember-mapping";
import { productImports } from "./schema";

/**
 * Detects the format of an uploaded file from its beginning and proposes a field for each column. Nothing is imported
 * yet; the dry run counts the rows.
 */
export async function startImport(ctx: Context, { fileKey, fileName }: StartImport) {
  const { locale } = await getShopSettings(ctx);
  const format = await withRememberedMapping(ctx, await sniffFile(fileKey, locale));
  return inTransaction(ctx, async (ctx) => {
    const importId = newId();
    await ctx.db.insert(productImports).values({
      id: importId,
      fileKey,
      fileName,
      status: "uploaded",
      format,
      createdBy: actorId(ctx) ?? SYSTEM_USER_ID,
      createdAt: ctx.now,
    });
    recordChange(ctx, {
      entity: "product-import",
      entityId: importId,
      label: fileName,
      before: null,
      after: { status: "uploaded" },
    });
    emit(ctx, importChanged, { importId });
    return { importId };
  });
}
