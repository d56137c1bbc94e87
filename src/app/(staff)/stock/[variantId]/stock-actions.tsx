"use client";

import { ArrowLeftRight, Ban, CircleCheck, SlidersHorizontal } from "lucide-react";
import { useCan } from "@/client/person";
import type { Outputs } from "@/client/trpc";
import { IconButton } from "@/ui/icon-button";

type BinBalance = Outputs["inventory"]["listBalances"][number];
export type StockAction = { kind: "adjust" | "move" | "block"; balance: BinBalance };

type StockActionsProps = { balance: BinBalance; onAction: (action: StockAction) => void };

/** To correct or to move what is in one bin, and to block its lot everywhere or let it go again. */
export function StockActions({ balance, onAction }: StockActionsProps) {
  const mayAdjust = useCan("inventory.adjust-stock");
  const mayMove = useCan("inventory.move-stock");
  const mayBlock = useCan("inventory.block-lot");
  const mayUnblock = useCan("inventory.unblock-lot");
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
      {balance.lotId !== null && (balance.isBlocked ? mayUnblock : mayBlock) && (
        <IconButton
          size="sm"
          label={`${balance.isBlocked ? "Unblock" : "Block"} ${balance.lotCode}`}
          icon={balance.isBlocked ? <CircleCheck aria-hidden /> : <Ban aria-hidden />}
          onClick={() => onAction({ kind: "block", balance })}
        />
      )}
    </span>
  );
}
