import { eq } from "drizzle-orm";
import { recordChange } from "@/platform/audit/record-change";
import type { Context } from "@/platform/context";
import { isViolationOf } from "@/platform/database/error";
import { emit } from "@/platform/outbox/emit";
import { inTransaction } from "@/platform/transaction";
import { newId } from "@/shared/id";
import {
  categoryChanged,
  categoryNameTaken,
  categoryNotFound,
  type CreateCategory,
  type RenameCategory,
} from "./contract";
import { requireCategory } from "./require-free-codes";
import { categories } from "./schema";

export async function createCategory(ctx: Context, { name, parentId }: CreateCategory) {
  return inTransaction(ctx, async (ctx) => {
    await requireCategory(ctx, parentId);
    const categoryId = newId();
    await refusingTakenName(name, () =>
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

export async function renameCategory(ctx: Context, { categoryId, name }: RenameCategory) {
  return inTransaction(ctx, async (ctx) => {
    const [category] = await ctx.db.select().from(categories).where(eq(categories.id, categoryId)).for("update");
    if (!category) throw categoryNotFound({ categoryId });
    if (category.name === name) return { categoryId };
    await refusingTakenName(name, () => ctx.db.update(categories).set({ name }).where(eq(categories.id, categoryId)));
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

async function refusingTakenName<Result>(name: string, write: () => Promise<Result>): Promise<Result> {
  try {
    return await write();
  } catch (error) {
    if (isViolationOf(error, "categories_name_is_taken_here")) throw categoryNameTaken({ name });
    throw error;
  }
}
