import { and, eq, inArray, sql } from "drizzle-orm";
import { askApproval } from "@/modules/approvals/ask-approval";
import { approvalRequests } from "@/modules/approvals/schema";
import { formatVariant } from "@/modules/catalog/product";
import { products, variantColumns, variants } from "@/modules/catalog/schema";
import { AdjustmentsAsked } from "@/modules/inventory/contract";
import { getUsableBin } from "@/modules/inventory/locations/get-usable-bin";
import { locationUnusable } from "@/modules/inventory/refusals";
import type { TxContext } from "@/platform/context";
import { arrayOf } from "@/platform/database/rows";
import { formatCount } from "@/shared/plural";
import { formatQuantity } from "@/shared/quantity";
import type { AdjustByDocument } from "./adjust-by-document";

const ITEMS_NAMED_MAX = 10;

/**
 * Asks a second person to adjust the stock of one bin by what a document states above the limit of whoever brings it:
 * all lines in one request. What the same document has asked before, and nobody refused, is left out.
 *
 * @throws locationUnusable, warehouseNotGranted
 */
export async function requestByDocument(
  ctx: TxContext,
  { binId, document, lines }: AdjustByDocument,
  reason: string,
): Promise<void> {
  const asked = await variantsAskedBy(ctx, document.id);
  const open = lines.filter(({ variantId }) => !asked.has(variantId));
  if (open.length === 0) return;
  const { warehouseId, code } = await getUsableBin(ctx, binId);
  if (warehouseId === null) throw locationUnusable({ locationIds: [binId] });
  await askApproval(ctx, {
    kind: "imported-stock",
    subjectId: document.id,
    warehouseId,
    label: `${document.label} in ${code}`,
    detail: await describe(ctx, open),
    payload: AdjustmentsAsked.parse({ binId, lines: open }),
    reason,
  });
}

/** `Tea / Small: 120 fewer, Camera: 2 more (S-1, S-2) and 3 more items`. */
async function describe(ctx: TxContext, lines: AdjustByDocument["lines"]): Promise<string> {
  const shown = lines.slice(0, ITEMS_NAMED_MAX);
  const wanted = shown.map(({ variantId }) => variantId);
  const items = await ctx.db
    .select({ id: variants.id, ...variantColumns })
    .from(variants)
    .innerJoin(products, eq(products.id, variants.productId))
    .where(sql`${variants.id} = any(${arrayOf(wanted, "uuid")})`);
  const nameOf = new Map(items.map((item) => [item.id, formatVariant(item.title, item.optionValues)]));
  const named = shown.map(
    ({ variantId, quantity, serials }) =>
      `${nameOf.get(variantId)}: ${formatQuantity(Math.abs(quantity))} ${quantity > 0 ? "more" : "fewer"}` +
      (serials ? ` (${serials.join(", ")})` : ""),
  );
  const more = lines.length - shown.length;
  return more > 0 ? `${named.join(", ")} and ${formatCount(more, "more item")}` : named.join(", ");
}

async function variantsAskedBy(ctx: TxContext, documentId: string): Promise<Set<string>> {
  const requests = await ctx.db
    .select({ payload: approvalRequests.payload })
    .from(approvalRequests)
    .where(
      and(
        eq(approvalRequests.subjectId, documentId),
        eq(approvalRequests.kind, "imported-stock"),
        inArray(approvalRequests.state, ["waiting", "approved"]),
      ),
    );
  const lines = requests.flatMap(({ payload }) => AdjustmentsAsked.parse(payload).lines);
  return new Set(lines.map(({ variantId }) => variantId));
}
