import { eq, sql } from "drizzle-orm";
import { openStock } from "@/modules/inventory/open-stock";
import type { Context } from "@/platform/context";
import { inTransaction } from "@/platform/transaction";
import { toQuantity } from "@/shared/quantity";
import type { PostStatedStock } from "./contract";
import { columnNameOf } from "./import-format";
import { lockImport } from "./lock-import";
import { parseFormat } from "./queries";
import { recordProblems } from "./record-progress";
import { productImports } from "./schema";

/** Posts opening stock that an import of the first release stated and did not post. */
export async function postStatedStock(ctx: Context, { importId, lines }: PostStatedStock): Promise<void> {
  await inTransaction(ctx, async (ctx) => {
    const { openingBinId, fileName } = await lockImport(ctx, importId);
    if (openingBinId === null) return;
    await openStock(ctx, {
      binId: openingBinId,
      postingKey: `open:${importId}:stated:${lines[0]?.row}`,
      document: { kind: "import", id: importId, label: fileName },
      lines: lines.map(({ variantId, quantity }) => ({ variantId, quantity: toQuantity(quantity) })),
    });
  });
}

/** Names each quantity that could not be posted as a problem of its import. */
export async function reportUnpostedStock(
  ctx: Context,
  { importId, lines, reason }: PostStatedStock & { reason: string },
): Promise<void> {
  await inTransaction(ctx, async (ctx) => {
    const row = await lockImport(ctx, importId);
    const column = columnNameOf(parseFormat(row.format), "quantity");
    const problems = lines.map((line) => ({
      row: line.row,
      column,
      value: String(line.quantity),
      reason,
      rowSkipped: false,
    }));
    await recordProblems(ctx, row, "apply", problems);
    await ctx.db
      .update(productImports)
      .set({ problemCount: sql`${productImports.problemCount} + ${problems.length}` })
      .where(eq(productImports.id, importId));
  });
}
