"use client";

import type { Goods } from "@/app/(staff)/_goods/goods";
import { type FoundBin, useResolveBin } from "@/app/(staff)/_places/bin-choice";
import type { Bin } from "@/app/(staff)/_places/locations";
import { describeUnusableCode } from "@/app/(staff)/_scan/unusable-code";
import { useReadCode } from "@/app/(staff)/_scan/use-read-code";
import { useScanFeedback } from "@/app/(staff)/_scan/use-scan-feedback";
import { formatVariant } from "@/modules/catalog/product";
import { newId } from "@/shared/id";
import { formatQuantity } from "@/shared/quantity";
import { addGoods, type ReceiveDraft } from "./receive-draft";

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

  const count = (goods: Goods, units: number, packName: string | null) => {
    let total = 0;
    change((draft) => {
      const next = addGoods(draft, goods, units, newId());
      total = next.lines.find(({ variantId }) => variantId === goods.variantId)?.quantity ?? units;
      return next;
    });
    const added = packName ? `1 × ${packName} added` : `${formatQuantity(units)} added`;
    show({
      tone: "success",
      title: formatVariant(goods.title, goods.optionValues),
      advice: `${added}. ${formatQuantity(total)} to receive`,
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
    if (reading.kind === "goods") count(reading.goods, reading.count, reading.packName);
    else if (reading.kind === "bin") await goToBin(reading.bins);
    else show(describeUnusableCode(reading, code));
  };
  return { scan, choose: (goods: Goods) => count(goods, 1, null), feedback, clear, isReading };
}
