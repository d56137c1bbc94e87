"use client";

import { describeUnusableCode } from "@/app/(staff)/_scan/unusable-code";
import { useReadCode } from "@/app/(staff)/_scan/use-read-code";
import { useScanFeedback } from "@/app/(staff)/_scan/use-scan-feedback";
import { formatVariant } from "@/modules/catalog/product";
import { formatQuantity } from "@/shared/quantity";
import { countPacked, type PackingDraft, type PackingLine } from "./packing-draft";

const PROBLEMS = {
  "not-here": "It is not in this shipment, or all of it is packed. Put it back.",
  "too-many": "No more of it is in this shipment.",
  "other-lot": "It did not ship in this lot. Check the label.",
} as const;

type PackingScan = {
  lines: readonly PackingLine[];
  latest: () => PackingDraft;
  change: (next: PackingDraft) => void;
};

/** Turns codes into items of a parcel. */
export function usePackingScan({ lines, latest, change }: PackingScan) {
  const { read, isReading } = useReadCode();
  const { feedback, show, clear } = useScanFeedback();
  const scan = async (code: string) => {
    const reading = await read(code);
    if (reading.kind === "bin") return show({ tone: "warning", title: `${code} is a bin`, advice: "Scan an item." });
    if (reading.kind !== "goods") return show(describeUnusableCode(reading, code));
    const { goods, label } = reading;
    const title = formatVariant(goods.title, goods.optionValues);
    const scanned = { variantId: goods.variantId, count: label.count ?? 1, lotCode: label.lot };
    const counted = countPacked(lines, latest(), scanned);
    if ("problem" in counted) return show({ tone: "warning", title, advice: PROBLEMS[counted.problem] });
    change(counted.draft);
    const left = `${formatQuantity(counted.total)} of ${formatQuantity(counted.line.max)} in this parcel`;
    return show({ tone: "success", title, advice: left });
  };
  return { scan, isReading, feedback, clear };
}
