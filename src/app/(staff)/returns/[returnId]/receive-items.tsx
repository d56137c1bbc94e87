"use client";

import { PackagePlus } from "lucide-react";
import { useState } from "react";
import { BinPicker } from "@/app/(staff)/_places/bin-picker";
import { findBin, firstBinOf } from "@/app/(staff)/_places/locations";
import { useWarehouses } from "@/app/(staff)/_places/use-warehouses";
import { PostingBar } from "@/app/(staff)/_posting/posting-bar";
import type { Return } from "@/app/(staff)/_returns/return-data";
import { ScanPanel } from "@/app/(staff)/_scan/scan-panel";
import { useCan } from "@/client/person";
import { RefusalNotice } from "@/client/refusal";
import { trpc } from "@/client/trpc";
import { formatReturnNumber } from "@/modules/returns/return";
import { formatCount } from "@/shared/plural";
import { Button } from "@/ui/button";
import { Card, CardHeader } from "@/ui/card";
import { notify } from "@/ui/toast";
import {
  changeLine,
  changeSerials,
  EMPTY,
  hasTooMany,
  lineOf,
  needsBin,
  needsLot,
  type ReceiveDraft,
  toReceipt,
  totalOf,
} from "./receive-draft";
import { ReceiveLineItem } from "./receive-line";
import { ReturnLines } from "./return-lines";
import { useReceiveDraft } from "./use-receive-draft";
import { useReturnScan } from "./use-return-scan";

/** What comes back, scanned at the gate with a phone or entered by hand. */
export function ReceiveItems({ found }: { found: Return }) {
  const mayReceive = useCan("returns.receive");
  return mayReceive ? <Receiving found={found} /> : <ReturnLines found={found} />;
}

function Receiving({ found }: { found: Return }) {
  const { draft, change, latest } = useReceiveDraft();
  const { warehouses, bin, setBin } = useRestockingBin(found.warehouseId);
  const { scan, choose, feedback, clear, isReading } = useReturnScan({ found, latest, change, setBin });
  return (
    <>
      <ScanPanel
        onScan={(code) => void scan(code)}
        onChoose={choose}
        isReading={isReading}
        feedback={feedback}
        hint="Scan each item that came back, or a bin to restock into. Or enter quantities below."
      />
      <ol aria-label="Items to receive" className="flex flex-col gap-3">
        {found.lines.map((line) => (
          <ReceiveLineItem
            key={line.id}
            line={line}
            draft={lineOf(draft, line)}
            currency={found.currency}
            onChange={(part) => change((now) => changeLine(now, line, part))}
            onSerials={(next) => change((now) => changeSerials(now, line, next))}
          />
        ))}
      </ol>
      {warehouses.length > 0 && needsBin(found, draft) && (
        <Card>
          <CardHeader title="Restock into" />
          <BinPicker warehouses={warehouses} binId={bin?.id ?? null} onBin={setBin} />
        </Card>
      )}
      <ReceiveBar
        found={found}
        draft={draft}
        binId={bin?.id ?? null}
        onReceived={() => {
          change(() => EMPTY);
          clear();
        }}
      />
    </>
  );
}

/** Items come back to the warehouse that they shipped from: to where others come in, unless another bin is chosen. */
function useRestockingBin(warehouseId: string) {
  const { warehouses } = useWarehouses();
  const [binId, setBin] = useState<string | null>(null);
  const own = warehouses.filter(({ id }) => id === warehouseId);
  const [first] = own;
  return { warehouses: own, bin: findBin(own, binId) ?? (first ? firstBinOf(first) : null), setBin };
}

type ReceiveBarProps = {
  found: Return;
  draft: ReceiveDraft;
  binId: string | null;
  onReceived: () => void;
};

/** What is still to say before it can be received. */
function lackOf(found: Return, draft: ReceiveDraft, binId: string | null): string | null {
  if (totalOf(found, draft) === 0) return "Nothing to receive yet.";
  if (hasTooMany(found, draft)) return "More serial numbers are chosen than are awaited.";
  if (needsLot(found, draft)) return "Choose the lot that is on the label.";
  if (needsBin(found, draft) && binId === null) return "Choose the bin to restock into.";
  if (found.lines.some((line) => lineOf(draft, line).fee === null)) return "Check the restocking fee.";
  return null;
}

function ReceiveBar({ found, draft, binId, onReceived }: ReceiveBarProps) {
  const total = totalOf(found, draft);
  const receive = trpc.returns.receive.useMutation({
    onSuccess: () => {
      notify.success(`Received ${formatCount(total, "item")} of return ${formatReturnNumber(found.number)}`);
      onReceived();
    },
  });
  const lack = lackOf(found, draft, binId);
  return (
    <PostingBar
      problem={<RefusalNotice of={receive.error} />}
      summary={lack ?? "A receipt can be undone as long as nothing was done with its items."}
    >
      <Button
        size="lg"
        variant="primary"
        icon={<PackagePlus aria-hidden />}
        shortcut="mod+enter"
        pending={receive.isPending}
        disabled={lack !== null}
        onClick={() => receive.mutate(toReceipt(found, draft, binId))}
      >
        {total === 0 ? "Receive" : `Receive ${formatCount(total, "item")}`}
      </Button>
    </PostingBar>
  );
}
