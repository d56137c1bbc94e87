import type { Goods } from "@/app/(staff)/_goods/goods";
import { lotName } from "@/app/(staff)/_goods/lot-name";
import type { Bin } from "@/app/(staff)/_places/locations";
import { formatVariant } from "@/modules/catalog/product";
import { formatQuantity } from "@/shared/quantity";
import type { Taken } from "./move-draft";

export type Named = Pick<Goods, "variantId" | "title" | "optionValues" | "hasSerials">;
type Scanned = { lot: string | null; uncounted: string | null };

/** What came of taking goods out of a bin. `uncounted` asks how many, which matters only where some are there. */
export function describeTaken(
  { content, total }: Taken,
  { title, optionValues, hasSerials }: Named,
  { code }: Pick<Bin, "code">,
  { lot, uncounted }: Scanned,
) {
  const name = formatVariant(title, optionValues);
  const warn = (advice: string) => ({ tone: "warning", title: name, advice }) as const;
  const what = lot === null ? "No stock" : `No ${lotName({ lotCode: lot, hasSerials })}`;
  if (!content) return warn(`${what} of this item is recorded in ${code}. If it is there, adjust the stock first.`);
  if (total === null) return warn(`Everything available in ${code} is already on the list.`);
  if (uncounted) return warn(uncounted);
  return { tone: "success", title: name, advice: `${formatQuantity(total)} to move from ${code}` } as const;
}
