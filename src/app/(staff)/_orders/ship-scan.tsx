"use client";

import { lotName } from "@/app/(staff)/_goods/lot-name";
import { describeTrace, describeUncounted } from "@/app/(staff)/_scan/describe-label";
import { describeUnusableCode } from "@/app/(staff)/_scan/unusable-code";
import { type GoodsLabel, narrowTo, useReadCode } from "@/app/(staff)/_scan/use-read-code";
import { useScanFeedback } from "@/app/(staff)/_scan/use-scan-feedback";
import type { Order } from "@/app/(staff)/orders/order-data";
import { useOwnScanBox } from "@/client/scan";
import { trpc } from "@/client/trpc";
import { formatDay } from "@/shared/dates";
import { ScanBox } from "@/ui/scan-box";
import { type ChangePicks, pickLot, pickSerial } from "./shipment-draft";

type ShipScanProps = {
  order: Order;
  change: ChangePicks;
};

/** Chooses the lot that is on the label of what was picked, in the bin that holds it. */
export function ShipScan({ order, change }: ShipScanProps) {
  useOwnScanBox();
  const utils = trpc.useUtils();
  const { read, isReading } = useReadCode();
  const { feedback, show, clear } = useScanFeedback();

  const pick = async (line: Order["lines"][number], label: GoodsLabel) => {
    const uncounted = describeUncounted(label);
    if (label.lot === null)
      return show({
        tone: "success",
        title: line.title,
        advice:
          uncounted ?? `On this order. ${line.hasSerials ? "Scan its serial number." : "Its label names no lot."}`,
      });
    // It alone: more may be on hand than any list shows.
    const asked = { variantId: line.variantId, lot: label.lot };
    const balances = await utils.inventory.listBalances.fetch(asked).catch(() => null);
    if (balances === null)
      return show({ tone: "warning", title: line.title, advice: "It could not be looked up. Scan again." });
    const places = balances.filter(({ warehouseId }) => warehouseId === order.warehouseId);
    const [place] = places;
    if (!place)
      return show({
        tone: "warning",
        title: line.title,
        advice:
          `No ${lotName({ lotCode: label.lot, ...line })} is recorded in ${order.warehouseCode}. ` +
          "Check the label, or adjust the stock.",
      });
    if (place.isBlocked)
      return show({
        tone: "warning",
        title: line.title,
        advice: `${lotName({ lotCode: label.lot, ...line })} is blocked: ${place.blockReason}. Put it back.`,
      });
    if (place.isExpired && place.expiresOn !== null)
      return show({
        tone: "warning",
        title: line.title,
        advice: `Lot ${label.lot} expired on ${formatDay(place.expiresOn)}, so it can't be shipped. Put it back.`,
      });
    const wanted = { id: line.id, open: line.open - line.waiting };
    change((picks) => (line.hasSerials ? pickSerial(picks, wanted, place) : pickLot(picks, wanted, place, places)));
    show({
      tone: "success",
      title: line.title,
      advice: uncounted ?? `From ${place.locationCode}, ${describeTrace(label)}`,
    });
  };

  const scan = async (code: string) => {
    const isOpen = (variantId: string) => order.lines.some((line) => line.variantId === variantId);
    const reading = narrowTo(await read(code), isOpen);
    if (reading.kind === "bin") return show({ tone: "warning", title: `${code} is a bin`, advice: "Scan an item." });
    if (reading.kind !== "goods") return show(describeUnusableCode(reading, code));
    const line = order.lines.find((each) => each.variantId === reading.goods.variantId && each.open > each.waiting);
    if (line) return pick(line, reading.label);
    show({ tone: "warning", title: reading.goods.title, advice: "This item isn't open on the order. Put it back." });
  };

  return (
    <ScanBox
      label="Scan an item to choose its lot or serial number"
      placeholder="Scan an item"
      pending={isReading}
      onScan={(code) => void scan(code)}
      onDismiss={clear}
      result={feedback ? <ScanOutcome title={feedback.title} advice={feedback.advice} /> : undefined}
    />
  );
}

const ScanOutcome = ({ title, advice }: { title: string; advice: React.ReactNode }) => (
  <>
    <span className="font-medium">{title}</span>
    <span className="block text-sm text-muted">{advice}</span>
  </>
);
