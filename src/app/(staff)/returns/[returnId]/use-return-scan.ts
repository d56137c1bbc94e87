"use client";

import type { Goods } from "@/app/(staff)/_goods/goods";
import { useResolveBin } from "@/app/(staff)/_places/bin-choice";
import type { Return } from "@/app/(staff)/_returns/return-data";
import { describeUnusableCode } from "@/app/(staff)/_scan/unusable-code";
import { BY_HAND, type GoodsLabel, narrowTo, useReadCode } from "@/app/(staff)/_scan/use-read-code";
import { useScanFeedback } from "@/app/(staff)/_scan/use-scan-feedback";
import { formatVariant } from "@/modules/catalog/product";
import { formatQuantity } from "@/shared/quantity";
import { countScanned, type ReceiveDraft } from "./receive-draft";

const PROBLEMS = {
  "not-here": "It is not part of this return. Check the order it belongs to.",
  "too-many": "No more of it is awaited by this return.",
  "other-lot": "It did not ship in this lot. Check the label.",
  "no-serial": "Scan its serial number.",
  "other-serial": "It did not ship under this serial number. Check the label.",
  again: "It is counted already.",
  "second-lot": "It is of another lot than those counted. Receive these first, then scan it again.",
} as const;

type ReturnScan = {
  found: Return;
  latest: () => ReceiveDraft;
  change: (next: (draft: ReceiveDraft) => ReceiveDraft) => void;
  setBin: (binId: string) => void;
};

/** Turns codes into counted items of a return; a bin's label says where what is restocked goes. */
export function useReturnScan({ found, latest, change, setBin }: ReturnScan) {
  const { read, isReading } = useReadCode();
  const resolveBin = useResolveBin();
  const { feedback, show, clear } = useScanFeedback();

  const count = (goods: Goods, label: GoodsLabel) => {
    const title = formatVariant(goods.title, goods.optionValues);
    const scanned = { variantId: goods.variantId, count: label.count ?? 1, lotCode: label.lot };
    const counted = countScanned(found, latest(), scanned);
    if ("problem" in counted) return show({ tone: "warning", title, advice: PROBLEMS[counted.problem] });
    change(() => counted.draft);
    const awaited = formatQuantity(counted.line.awaited);
    return show({ tone: "success", title, advice: `${formatQuantity(counted.total)} of ${awaited} to receive` });
  };

  const scan = async (code: string) => {
    const isAwaited = (variantId: string) => found.lines.some((line) => line.variantId === variantId);
    const reading = narrowTo(await read(code), isAwaited);
    if (reading.kind === "goods") return count(reading.goods, reading.label);
    if (reading.kind !== "bin") return show(describeUnusableCode(reading, code));
    const bin = await resolveBin(reading.bins, found.warehouseId);
    if (!bin) return undefined;
    setBin(bin.id);
    return show({ tone: "success", title: `Restocking into ${bin.code}`, advice: bin.warehouseName });
  };
  return { scan, choose: (goods: Goods) => count(goods, BY_HAND), feedback, clear, isReading };
}
