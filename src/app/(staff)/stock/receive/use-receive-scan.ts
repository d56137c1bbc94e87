"use client";

import type { Goods } from "@/app/(staff)/_goods/goods";
import { useResolveBin } from "@/app/(staff)/_places/bin-choice";
import type { Bin, FoundBin } from "@/app/(staff)/_places/locations";
import { describeScanned, describeTrace, describeUncounted } from "@/app/(staff)/_scan/describe-label";
import { describeUnusableCode } from "@/app/(staff)/_scan/unusable-code";
import { BY_HAND, type GoodsLabel, useReadCode } from "@/app/(staff)/_scan/use-read-code";
import { useScanFeedback } from "@/app/(staff)/_scan/use-scan-feedback";
import { formatVariant } from "@/modules/catalog/product";
import { newId } from "@/shared/id";
import { formatQuantity } from "@/shared/quantity";
import { addGoods, ensureGoods, type ReceiveDraft } from "./receive-draft";

type ReceiveScan = {
  draft: ReceiveDraft;
  change: (next: (draft: ReceiveDraft) => ReceiveDraft) => void;
  bin: Bin | null;
  setBin: (binId: string) => void;
};

/** Turns codes into counted lines: goods are counted, a bin's label says where they are put down. */
export function useReceiveScan({ change, bin, setBin }: ReceiveScan) {
  const { read, isReading } = useReadCode();
  const resolveBin = useResolveBin();
  const { feedback, show, clear } = useScanFeedback();

  const count = (goods: Goods, label: GoodsLabel) => {
    const units = label.count;
    let total = 0;
    change((draft) => {
      const next =
        units === null ? ensureGoods(draft, goods, newId(), label) : addGoods(draft, goods, units, newId(), label);
      total = next.lines.find(({ variantId }) => variantId === goods.variantId)?.quantity ?? 0;
      return next;
    });
    const added = `${describeScanned(label) ?? formatQuantity(units ?? 0)} added. ${formatQuantity(total)} to receive`;
    show({
      tone: units === null ? "warning" : "success",
      title: formatVariant(goods.title, goods.optionValues),
      advice: [describeUncounted(label) ?? added, describeTrace(label)].filter(Boolean).join(" · "),
    });
  };

  const goToBin = async (bins: readonly FoundBin[]) => {
    const here = await resolveBin(bins, bin?.warehouseId);
    if (!here) return;
    setBin(here.id);
    show({ tone: "success", title: `Receiving into ${here.code}`, advice: here.warehouseName });
  };

  const scan = async (code: string) => {
    const reading = await read(code);
    if (reading.kind === "goods") count(reading.goods, reading.label);
    else if (reading.kind === "bin") await goToBin(reading.bins);
    else show(describeUnusableCode(reading, code));
  };
  return { scan, choose: (goods: Goods) => count(goods, BY_HAND), feedback, clear, isReading };
}
