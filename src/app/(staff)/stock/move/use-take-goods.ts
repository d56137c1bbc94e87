"use client";

import type { Goods } from "@/app/(staff)/_goods/goods";
import type { Bin } from "@/app/(staff)/_places/locations";
import type { ScanFeedback } from "@/app/(staff)/_scan/scan-panel";
import { trpc } from "@/client/trpc";
import { formatVariant } from "@/modules/catalog/product";
import { formatQuantity } from "@/shared/quantity";
import { type BinContent, type Taken, takeNext } from "./move-draft";
import type { Move } from "./use-move";

type Feedback = Omit<ScanFeedback, "turn">;
type Named = Pick<Goods, "variantId" | "title" | "optionValues">;

/** Takes goods out of a bin onto the draft, and shows the outcome. */
export function useTakeGoods({ change, from }: Move, show: (feedback: Feedback) => void) {
  const utils = trpc.useUtils();

  const takeFrom = (contents: readonly BinContent[], goods: Named, source: Bin, count: number) => {
    let taken: Taken = { content: null, total: null };
    // Decides by the draft as it is now, not as it was when the scan began: scans may overtake each other.
    change((now) => {
      const { draft, ...outcome } = takeNext(now, contents, source, goods.variantId, count);
      taken = outcome;
      return draft;
    });
    show(describeTaken(taken, goods, source));
  };

  const takeGoods = async (goods: Goods, count: number) => {
    if (!from)
      return show({
        tone: "warning",
        title: "From which bin?",
        advice: "Choose or scan the bin to move from.",
      });
    const contents = await utils.inventory.listBinContents.fetch({ locationId: from.id }).catch(() => null);
    if (contents) return takeFrom(contents, goods, from, count);
    show({
      tone: "warning",
      title: `${from.code} could not be looked up`,
      advice: "Check the connection and scan again.",
    });
  };
  return { takeFrom, takeGoods };
}

function describeTaken({ content, total }: Taken, { title, optionValues }: Named, { code }: Bin): Feedback {
  const name = formatVariant(title, optionValues);
  if (!content) {
    const advice = `No stock of this item is recorded in ${code}. If it is there, adjust the stock first.`;
    return { tone: "warning", title: name, advice };
  }
  if (total === null)
    return { tone: "warning", title: name, advice: `Everything available in ${code} is already on the list.` };
  return { tone: "success", title: name, advice: `${formatQuantity(total)} to move from ${code}` };
}
