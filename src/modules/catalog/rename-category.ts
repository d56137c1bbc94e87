import { eq } from "drizzle-orm";
import { recordChange } from "@/platform/audit/record-change";
import type { Context } from "@/platform/context";
import { refuseOn } from "@/platform/database/refuse-on";
import { emit } from "@/platform/outbox/emit";
import { inTransaction } from "@/platform/transaction";
import {
  categoryChanged,
  categoryChangedMeanwhile,
  categoryNameTaken,
  categoryNotFound,
  type RenameCategory,
} from "./contract";
import { categories } from "./schema";

/** @throws categoryChangedMeanwhile on a later version, categoryNameTaken */
export async function renameCategory(ctx: Context, { categoryId, version, name }: RenameCategory) {
  return inTransaction(ctx, async (ctx) => {
    const [category] = await ctx.db.select().from(categories).where(eq(categories.id, categoryId)).for("update");
    if (!category) throw categoryNotFound({ categoryId });
    if (category.version !== version)
      throw categoryChangedMeanwhile({ version: category.version, name: category.name });
    if (category.name === name) return { categoryId, version };
    await refuseOn({ categories_name_is_taken_here: () => categoryNameTaken({ name }) }, () =>
      ctx.db
        .update(categories)
        .set({ name, version: version + 1 })
        .where(eq(categories.id, categoryId)),
    );
    recordChange(ctx, {
      entity: "category",
      entityId: categoryId,
      label: name,
      before: { name: category.name },
      after: { name },
    });
    emit(ctx, categoryChanged, { categoryId });
    return { categoryId, version: version + 1 };
  });
}
