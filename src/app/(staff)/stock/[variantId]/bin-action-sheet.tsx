"use client";

import { AdjustStockForm } from "@/app/(staff)/_posting/adjust-stock-form";
import type { BookedGoods } from "@/app/(staff)/_posting/adjustment";
import type { Outputs } from "@/client/trpc";
import { Sheet } from "@/ui/sheet";
import { MoveGoodsForm } from "./move-goods-form";

type BinActionSheetProps = {
  open: boolean;
  kind: "adjust" | "move";
  balance: Outputs["inventory"]["listBalances"][number];
  variantId: string;
  name: string;
  unit: string | undefined;
  onOpen: (open: boolean) => void;
};

/** Adjusts or moves what is in one bin. */
export function BinActionSheet({ open, kind, balance, variantId, name, unit, onOpen }: BinActionSheetProps) {
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
  const where = [balance.warehouseName, balance.locationCode, balance.lotCode && `lot ${balance.lotCode}`]
    .filter(Boolean)
    .join(", ");
  return (
    <Sheet
      open={open}
      onOpen={onOpen}
      title={kind === "adjust" ? "Adjust stock" : "Move stock"}
      description={`${name} in ${where}`}
    >
      {kind === "adjust" ? (
        <AdjustStockForm goods={goods} onDone={() => onOpen(false)} />
      ) : (
        <MoveGoodsForm goods={goods} free={balance.onHand} onDone={() => onOpen(false)} />
      )}
    </Sheet>
  );
}
