import { sql } from "drizzle-orm";
import { variants } from "@/modules/catalog/schema";
import type { TxContext } from "@/platform/context";
import { arrayOf } from "@/platform/database/rows";
import { type Quantity, toQuantity } from "@/shared/quantity";
import { serialsMissing, serialsNotKept } from "./refusals";

type Line = { variantId: string; quantity: Quantity; serials?: readonly string[] | undefined };
export type Piece<L extends Line> = Omit<L, "serials"> & { serial: string | null };

/**
 * Lines that name serial numbers as a line for each piece; the others as they are. An item that has serial numbers and
 * is not named with them is left to the posting, which refuses it, so that lines without any cost no question.
 *
 * @throws serialsNotKept, serialsMissing
 */
export async function splitIntoPieces<L extends Line>(ctx: TxContext, lines: readonly L[]): Promise<Piece<L>[]> {
  await assertNamedAsKept(ctx, lines);
  return lines.flatMap(({ serials, ...line }): Piece<L>[] =>
    serials === undefined
      ? [{ ...line, serial: null }]
      : serials.map((serial) => ({ ...line, serial, quantity: toQuantity(1) })),
  );
}

async function assertNamedAsKept(ctx: TxContext, lines: readonly Line[]): Promise<void> {
  const named = lines.filter(({ serials }) => serials !== undefined);
  if (named.length === 0) return;
  const items = await listSerialItems(
    ctx,
    named.map(({ variantId }) => variantId),
  );
  const without = [...items.values()].filter(({ hasSerials }) => !hasSerials);
  if (without.length > 0) throw serialsNotKept({ skus: without.map(({ sku }) => sku) });
  const uneven = named.filter(({ serials = [], quantity }) => serials.length !== quantity);
  if (uneven.length === 0) return;
  throw serialsMissing({
    items: uneven.map(({ variantId, serials = [], quantity }) => ({
      sku: items.get(variantId)?.sku ?? "?",
      quantity,
      serials: serials.length,
    })),
  });
}

/** A serial number is the lot of its piece. */
export const asLot = ({ variantId, serial }: { variantId: string; serial: string | null }) => ({
  variantId,
  lot: serial === null ? null : { code: serial },
});

/** These items, and whether their pieces have serial numbers. */
export async function listSerialItems(ctx: Pick<TxContext, "db">, variantIds: readonly string[]) {
  const rows = await ctx.db
    .select({ id: variants.id, sku: variants.sku, hasSerials: variants.hasSerials })
    .from(variants)
    .where(sql`${variants.id} = any(${arrayOf([...new Set(variantIds)], "uuid")})`);
  return new Map(rows.map((row) => [row.id, row]));
}
