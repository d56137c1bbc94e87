"use client";

import type { Goods } from "@/app/(staff)/_goods/goods";
import type { Bin } from "@/app/(staff)/_places/locations";
import { describeUncounted } from "@/app/(staff)/_scan/describe-label";
import type { ScanFeedback } from "@/app/(staff)/_scan/scan-status";
import type { GoodsLabel } from "@/app/(staff)/_scan/use-read-code";
import { type Inputs, type Outputs, trpc } from "@/client/trpc";
import { describeTaken, type Named } from "./describe-taken";
import { type BinContent, type Taken, takeNext } from "./move-draft";
import type { Move } from "./use-move";

type Feedback = Omit<ScanFeedback, "turn">;
type Wanted = { count: number; lot?: string | null; uncounted?: string | null };

/** Takes goods out of a bin onto the draft, and shows the outcome. */
export function useTakeGoods({ change, from }: Move, show: (feedback: Feedback) => void) {
  const utils = trpc.useUtils();

  /** All lots of an item: which is taken first is known of all alone. */
  const readContents = async (asked: Inputs["inventory"]["listBinContents"]): Promise<BinContent[]> => {
    const rows: BinContent[] = [];
    let cursor: string | null = null;
    do {
      const page: Outputs["inventory"]["listBinContents"] = await utils.inventory.listBinContents.fetch({
        ...asked,
        cursor,
      });
      rows.push(...page.rows);
      cursor = page.nextCursor;
    } while (cursor !== null);
    return rows;
  };

  const takeFrom = (
    contents: readonly BinContent[],
    goods: Named,
    source: Bin,
    { count, lot = null, uncounted = null }: Wanted,
  ) => {
    let taken: Taken = { content: null, total: null };
    // Decides by the draft as it is now, not as it was when the scan began: scans may overtake each other.
    change((now) => {
      const { draft, ...outcome } = takeNext(now, contents, source, { variantId: goods.variantId, lot }, count);
      taken = outcome;
      return draft;
    });
    show(describeTaken(taken, goods, source, { lot, uncounted }));
  };

  const takeGoods = async (goods: Goods, label: GoodsLabel) => {
    if (!from)
      return show({
        tone: "warning",
        title: "From which bin?",
        advice: "Choose or scan the bin to move from.",
      });
    if (goods.hasSerials && label.lot === null)
      return show({ tone: "warning", title: goods.title, advice: "Scan the serial number of the item that you move." });
    const asked = { locationId: from.id, variantId: goods.variantId, ...(label.lot !== null && { lot: label.lot }) };
    const contents = await readContents(asked).catch(() => null);
    if (!contents)
      return show({
        tone: "warning",
        title: `${from.code} could not be looked up`,
        advice: "Check the connection and scan again.",
      });
    takeFrom(contents, goods, from, { count: label.count ?? 1, lot: label.lot, uncounted: describeUncounted(label) });
  };
  return { takeFrom, takeGoods };
}
