import { recordChange } from "@/platform/audit/record-change";
import type { Context } from "@/platform/context";
import { refuseOn } from "@/platform/database/refuse-on";
import { emit } from "@/platform/outbox/emit";
import { inTransaction } from "@/platform/transaction";
import { newId } from "@/shared/id";
import { assertCategoryExists } from "./assert-codes-available";
import { categoryChanged, categoryNameTaken, type CreateCategory } from "./contract";
import { categories } from "./schema";

export async function createCategory(ctx: Context, { name, parentId }: CreateCategory) {
  return inTransaction(ctx, async (ctx) => {
    await assertCategoryExists(ctx, parentId);
    const categoryId = newId();
    await refuseOn({ categories_name_is_taken_here: () => categoryNameTaken({ name }) }, () =>
      ctx.db.insert(categories).values({ id: categoryId, name, parentId, createdAt: ctx.now }),
    );
    recordChange(ctx, {
      entity: "category",
      entityId: categoryId,
      label: name,
      before: null,
      after: { name, parentId },
    });
    emit(ctx, categoryChanged, { categoryId });
    return { categoryId };
  });
}
