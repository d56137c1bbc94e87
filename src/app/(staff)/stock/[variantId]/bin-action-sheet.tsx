"use client";

import { lotName } from "@/app/(staff)/_goods/lot-name";
import { AdjustSerialsForm } from "@/app/(staff)/_posting/adjust-serials-form";
import { AdjustStockForm } from "@/app/(staff)/_posting/adjust-stock-form";
import type { BookedGoods } from "@/app/(staff)/_posting/adjustment";
import type { Outputs } from "@/client/trpc";
import { Sheet } from "@/ui/sheet";
import { MoveGoodsForm } from "./move-goods-form";

type BinActionSheetProps = {
  open: boolean;
  kind: "adjust" | "move";
  balance: Outputs["inventory"]["listBalances"][number];
  /** All that the bin holds, of items that have serial numbers. */
  serials?: readonly string[];
  variantId: string;
  name: string;
  unit: string | undefined;
  onOpen: (open: boolean) => void;
};

/** Adjusts or moves what is in one bin: of items with serial numbers the one, or all of them. */
export function BinActionSheet(props: BinActionSheetProps) {
  const { open, kind, balance, serials, variantId, name, unit, onOpen } = props;
  const goods: BookedGoods = {
    variantId,
    name,
    unit,
    locationId: balance.locationId,
    locationCode: balance.locationCode,
    lotId: balance.lotId,
    lotCode: balance.lotCode,
    onHand: balance.onHand,
  };
  const isWhole = kind === "adjust" && serials !== undefined;
  const lot = lotName({ lotCode: isWhole ? null : balance.lotCode, hasSerials: serials !== undefined });
  const where = [balance.warehouseName, balance.locationCode, lot].filter(Boolean).join(", ");
  const onDone = () => onOpen(false);
  return (
    <Sheet
      open={open}
      onOpen={onOpen}
      title={kind === "adjust" ? "Adjust stock" : "Move stock"}
      description={`${name} in ${where}`}
    >
      {kind === "move" ? (
        <MoveGoodsForm goods={goods} free={balance.onHand} isOne={serials !== undefined} onDone={onDone} />
      ) : serials ? (
        <AdjustSerialsForm
          goods={{ ...goods, lotId: null, lotCode: null, onHand: serials.length, serials }}
          onDone={onDone}
        />
      ) : (
        <AdjustStockForm goods={goods} onDone={onDone} />
      )}
    </Sheet>
  );
}
