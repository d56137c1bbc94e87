"use client";

import { lotName } from "@/app/(staff)/_goods/lot-name";
import { AdjustSerialsForm } from "@/app/(staff)/_posting/adjust-serials-form";
import { AdjustStockForm } from "@/app/(staff)/_posting/adjust-stock-form";
import type { BookedGoods } from "@/app/(staff)/_posting/adjustment";
import { useSerialsIn } from "@/app/(staff)/_serials/use-serials-in";
import { Loaded } from "@/client/loaded";
import type { Outputs } from "@/client/trpc";
import { toQuantity } from "@/shared/quantity";
import { Sheet } from "@/ui/sheet";
import { Loading, Skeleton } from "@/ui/skeleton";
import { MoveGoodsForm } from "./move-goods-form";

type BinActionSheetProps = {
  open: boolean;
  kind: "adjust" | "move";
  balance: Outputs["inventory"]["listBalances"][number];
  hasSerials: boolean;
  variantId: string;
  name: string;
  unit: string | undefined;
  onOpen: (open: boolean) => void;
};

/** Adjusts or moves what is in one bin: of items with serial numbers the one, or all of them. */
export function BinActionSheet(props: BinActionSheetProps) {
  const { open, kind, balance, hasSerials, variantId, name, unit, onOpen } = props;
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
  const isWhole = kind === "adjust" && hasSerials;
  const lot = lotName({ lotCode: isWhole ? null : balance.lotCode, hasSerials });
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
        <MoveGoodsForm goods={goods} free={balance.onHand} isOne={hasSerials} onDone={onDone} />
      ) : hasSerials ? (
        <AdjustSerials goods={goods} onDone={onDone} />
      ) : (
        <AdjustStockForm goods={goods} onDone={onDone} />
      )}
    </Sheet>
  );
}

/** All that the bin holds of the item, and not the one piece alone. */
function AdjustSerials({ goods, onDone }: { goods: BookedGoods; onDone: () => void }) {
  const query = useSerialsIn(goods.variantId, goods.locationId);
  return (
    <Loaded
      inline
      query={query}
      skeleton={
        <Loading>
          <Skeleton className="h-48" />
        </Loading>
      }
    >
      {(serials) => (
        <AdjustSerialsForm
          goods={{ ...goods, lotId: null, lotCode: null, onHand: toQuantity(serials.length), serials }}
          onDone={onDone}
        />
      )}
    </Loaded>
  );
}
