"use client";

import type { Goods } from "@/app/(staff)/_goods/goods";
import { useResolveBin } from "@/app/(staff)/_places/bin-choice";
import type { Bin, FoundBin } from "@/app/(staff)/_places/locations";
import { describeUnusableCode } from "@/app/(staff)/_scan/unusable-code";
import { BY_HAND, useReadCode } from "@/app/(staff)/_scan/use-read-code";
import { useScanFeedback } from "@/app/(staff)/_scan/use-scan-feedback";
import type { BinContent } from "./move-draft";
import type { Move } from "./use-move";
import { useTakeGoods } from "./use-take-goods";

/** The first bin scanned is where goods are taken from, the next where they go; goods in between are taken. */
export function useMoveScan(move: Move) {
  const { draft, from, to, setFrom, setTo } = move;
  const { read, isReading } = useReadCode();
  const resolveBin = useResolveBin();
  const { feedback, show, clear } = useScanFeedback();
  const { takeFrom, takeGoods } = useTakeGoods(move, show);

  const goToBin = async (bins: readonly FoundBin[]) => {
    const bin = await resolveBin(bins, from?.warehouseId);
    if (!bin) return;
    const isSource = !from || (draft.lines.length === 0 && !to && bin.id !== from.id);
    if (isSource) setFrom(bin.id);
    else setTo(bin.id);
    show({
      tone: "success",
      title: isSource ? `Moving from ${bin.code}` : `Moving to ${bin.code}`,
      advice: bin.warehouseName,
    });
  };

  const scan = async (code: string) => {
    const reading = await read(code);
    if (reading.kind === "goods") await takeGoods(reading.goods, reading.label);
    else if (reading.kind === "bin") await goToBin(reading.bins);
    else show(describeUnusableCode(reading, code));
  };
  return {
    scan,
    choose: (goods: Goods) => void takeGoods(goods, BY_HAND),
    takeContent: (content: BinContent, source: Bin, count: number) => takeFrom([content], content, source, { count }),
    feedback,
    clear,
    isReading,
  };
}
