"use client";

import type { Goods } from "@/app/(staff)/_goods/goods";
import { useResolveBin } from "@/app/(staff)/_places/bin-choice";
import type { Bin, FoundBin } from "@/app/(staff)/_places/locations";
import { describeScanned, describeTrace, describeUncounted } from "@/app/(staff)/_scan/describe-label";
import type { ScanFeedback } from "@/app/(staff)/_scan/scan-status";
import { describeUnusableCode } from "@/app/(staff)/_scan/unusable-code";
import { BY_HAND, type GoodsLabel, type Reading, useReadCode } from "@/app/(staff)/_scan/use-read-code";
import { useScanFeedback } from "@/app/(staff)/_scan/use-scan-feedback";
import { describeEntered, serialOfCode } from "@/app/(staff)/_serials/serials";
import { formatVariant } from "@/modules/catalog/product";
import { newId } from "@/shared/id";
import { formatQuantity } from "@/shared/quantity";
import { addGoods, addSerial, awaitsSerials, ensureGoods, type ReceiveDraft } from "./receive-draft";

type Feedback = Omit<ScanFeedback, "turn">;
const SCAN_SERIALS = "scan the serial number of each";
type Alone = Exclude<Reading, { kind: "bin" | "archived" | "failed" }>;
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
      advice: [describeUncounted(label) ?? added, goods.hasSerials ? SCAN_SERIALS : describeTrace(label)]
        .filter(Boolean)
        .join(" · "),
    });
  };

  /** Whose serial number it is may depend on the list. False where it is nobody's. */
  const enterSerial = (serial: string, goodsOf: (draft: ReceiveDraft) => Goods | null): boolean => {
    const said: Feedback[] = [];
    change((draft) => {
      const goods = goodsOf(draft);
      if (!goods) return draft;
      const { draft: next, line, entered } = addSerial(draft, goods, serial, newId());
      const { tone, text } = describeEntered(entered, { wanted: line.quantity });
      said.push({ tone, title: formatVariant(goods.title, goods.optionValues), advice: text });
      return next;
    });
    for (const feedback of said) show(feedback);
    return said.length > 0;
  };

  const goToBin = async (bins: readonly FoundBin[]) => {
    const here = await resolveBin(bins, bin?.warehouseId);
    if (!here) return;
    setBin(here.id);
    show({ tone: "success", title: `Receiving into ${here.code}`, advice: here.warehouseName });
  };

  /** A serial number alone: of what was scanned before it, else of the item that is known to have it. */
  const scanSerial = (code: string, reading: Alone) => {
    const known = reading.kind === "goods" ? reading.goods : null;
    const isTaken = enterSerial(serialOfCode(code), (draft) => awaitsSerials(draft) ?? known);
    if (!isTaken && reading.kind !== "goods") show(describeUnusableCode(reading, code));
  };

  const scan = async (code: string) => {
    const reading = await read(code);
    if (reading.kind === "bin") return goToBin(reading.bins);
    if (reading.kind === "archived" || reading.kind === "failed") return show(describeUnusableCode(reading, code));
    if (reading.kind !== "goods" || reading.piece) return scanSerial(code, reading);
    const { goods, label } = reading;
    const { serial } = label;
    return goods.hasSerials && serial !== null ? enterSerial(serial, () => goods) : count(goods, label);
  };
  return { scan, choose: (goods: Goods) => count(goods, BY_HAND), feedback, clear, isReading };
}
