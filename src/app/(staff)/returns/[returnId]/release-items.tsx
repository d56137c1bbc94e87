"use client";

import { useState } from "react";
import { BinPicker } from "@/app/(staff)/_places/bin-picker";
import { findBin, firstBinOf } from "@/app/(staff)/_places/locations";
import { useWarehouses } from "@/app/(staff)/_places/use-warehouses";
import type { Receipt, Return } from "@/app/(staff)/_returns/return-data";
import { trpc } from "@/client/trpc";
import { Button } from "@/ui/button";
import { ConfirmDialog } from "@/ui/confirm-dialog";
import { notify } from "@/ui/toast";

/** Decides on what is in quarantine. */
export function ReleaseItems({ found, receipt }: { found: Return; receipt: Receipt }) {
  const { warehouses } = useWarehouses();
  const own = warehouses.filter(({ id }) => id === found.warehouseId);
  const [chosen, setBin] = useState<string | null>(null);
  const bin = findBin(own, chosen) ?? (own[0] ? firstBinOf(own[0]) : null);
  const release = trpc.returns.releaseItems.useMutation({
    onSuccess: () => notify.success("Taken out of quarantine"),
  });
  const receiptId = receipt.id;
  return (
    <span className="flex flex-wrap gap-2">
      <ConfirmDialog
        trigger={<Button size="sm">Restock</Button>}
        title="Restock these items?"
        confirm="Restock"
        tone="primary"
        onConfirm={() => bin && release.mutateAsync({ receiptId, to: "restock", locationId: bin.id })}
      >
        <BinPicker warehouses={own} binId={bin?.id ?? null} onBin={setBin} />
      </ConfirmDialog>
      <ConfirmDialog
        trigger={<Button size="sm">Scrap</Button>}
        title="Scrap these items?"
        confirm="Scrap"
        onConfirm={() => release.mutateAsync({ receiptId, to: "scrap" })}
      >
        They are in stock no more. Nothing brings them back.
      </ConfirmDialog>
    </span>
  );
}
