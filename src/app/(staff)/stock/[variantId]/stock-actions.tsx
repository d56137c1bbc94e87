"use client";

import { ArrowLeftRight, SlidersHorizontal } from "lucide-react";
import { useCan } from "@/client/person";
import type { Outputs } from "@/client/trpc";
import { IconButton } from "@/ui/icon-button";

type BinBalance = Outputs["inventory"]["listBalances"][number];
export type StockAction = { kind: "adjust" | "move"; balance: BinBalance };

type StockActionsProps = { balance: BinBalance; onAction: (action: StockAction) => void };

/** To correct or to move what is in one bin. */
export function StockActions({ balance, onAction }: StockActionsProps) {
  const mayAdjust = useCan("inventory.adjust-stock");
  const mayMove = useCan("inventory.move-stock");
  return (
    <span className="flex justify-end gap-1">
      {mayAdjust && (
        <IconButton
          size="sm"
          label={`Adjust stock in ${balance.locationCode}`}
          icon={<SlidersHorizontal aria-hidden />}
          onClick={() => onAction({ kind: "adjust", balance })}
        />
      )}
      {mayMove && (
        <IconButton
          size="sm"
          label={`Move stock from ${balance.locationCode}`}
          icon={<ArrowLeftRight aria-hidden />}
          onClick={() => onAction({ kind: "move", balance })}
        />
      )}
    </span>
  );
}
