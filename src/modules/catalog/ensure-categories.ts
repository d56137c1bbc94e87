import { recordChange } from "@/platform/audit/record-change";
import type { Context } from "@/platform/context";
import { inTransaction } from "@/platform/transaction";
import { newId } from "@/shared/id";
import { foldPath } from "./product";
import { listCategoryPaths } from "./queries";
import { categories } from "./schema";

/** Creates the missing categories of these paths, parents first. */
export async function ensureCategories(ctx: Context, paths: readonly (readonly string[])[]): Promise<void> {
  const wanted = new Map(paths.map((path) => [foldPath(path), path]));
  if (wanted.size === 0) return;
  await inTransaction(ctx, async (ctx) => {
    const known = await listCategoryPaths(ctx);
    for (const path of wanted.values()) {
      for (let depth = 1; depth <= path.length; depth += 1) {
        const name = path[depth - 1] ?? "";
        const folded = foldPath(path.slice(0, depth));
        if (known.has(folded)) continue;
        const parentId = known.get(foldPath(path.slice(0, depth - 1))) ?? null;
        const id = newId();
        await ctx.db.insert(categories).values({ id, name, parentId, createdAt: ctx.now });
        recordChange(ctx, { entity: "category", entityId: id, label: name, before: null, after: { name, parentId } });
        known.set(folded, id);
      }
    }
  });
}
