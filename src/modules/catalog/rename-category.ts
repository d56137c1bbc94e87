import { eq } from "drizzle-orm";
import { recordChange } from "@/platform/audit/record-change";
import type { Context } from "@/platform/context";
import { refuseOn } from "@/platform/database/refuse-on";
import { emit } from "@/platform/outbox/emit";
import { inTransaction } from "@/platform/transaction";
import { categoryChanged, categoryNameTaken, categoryNotFound, type RenameCategory } from "./contract";
import { categories } from "./schema";

export async function renameCategory(ctx: Context, { categoryId, name }: RenameCategory) {
  return inTransaction(ctx, async (ctx) => {
    const [category] = await ctx.db.select().from(categories).where(eq(categories.id, categoryId)).for("update");
    if (!category) throw categoryNotFound({ categoryId });
    if (category.name === name) return { categoryId };
    await refuseOn({ categories_name_is_taken_here: () => categoryNameTaken({ name }) }, () =>
      ctx.db.update(categories).set({ name }).where(eq(categories.id, categoryId)),
    );
    recordChange(ctx, {
      entity: "category",
      entityId: categoryId,
      label: name,
      before: { name: category.name },
      after: { name },
    });
    emit(ctx, categoryChanged, { categoryId });
    return { categoryId };
  });
}
