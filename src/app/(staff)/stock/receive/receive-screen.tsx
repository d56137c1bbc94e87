"use client";

import { ScanBarcode, X } from "lucide-react";
import { BinPicker } from "@/app/(staff)/_places/bin-picker";
import type { Warehouse } from "@/app/(staff)/_places/locations";
import { useWarehouses } from "@/app/(staff)/_places/use-warehouses";
import { PostingDetails } from "@/app/(staff)/_posting/posting-details";
import { ScanPanel } from "@/app/(staff)/_scan/scan-panel";
import { Loaded } from "@/client/loaded";
import { useOwnScanBox } from "@/client/scan";
import { newId } from "@/shared/id";
import { Button } from "@/ui/button";
import { Card, CardHeader } from "@/ui/card";
import { cn } from "@/ui/class-names";
import { EmptyState } from "@/ui/empty-state";
import { LinkButton } from "@/ui/link-button";
import { PageHeader } from "@/ui/page";
import { DetailSkeleton } from "@/ui/skeleton";
import { ReceiveBar } from "./receive-bar";
import { addLot, changeLine, changeSerials, EMPTY_RECEIPT, type ReceiveDraft, removeLine } from "./receive-draft";
import { ReceiveLineItem } from "./receive-line";
import { useReceipt, useReceivingBin } from "./use-receipt";
import { useReceiveScan } from "./use-receive-scan";

/** Goods that come in: scanned at the gate with a phone, or typed at a desk. */
export function ReceiveScreen() {
  // From the first moment: a scan that comes while the page still loads must not lead away from it.
  useOwnScanBox();
  const { query } = useWarehouses();
  return (
    <>
      <PageHeader breadcrumb={[{ label: "Stock", href: "/stock" }, { label: "Receive" }]} title="Receive stock" />
      <Loaded query={query} skeleton={<DetailSkeleton />}>
        {(warehouses) => (warehouses.length === 0 ? <NoWarehouse /> : <Receiving warehouses={warehouses} />)}
      </Loaded>
    </>
  );
}

function Receiving({ warehouses }: { warehouses: readonly Warehouse[] }) {
  const { draft, change } = useReceipt();
  const { bin, setBin } = useReceivingBin(warehouses);
  const { scan, choose, feedback, clear, isReading } = useReceiveScan({ draft, change, bin, setBin });
  return (
    <div
      className={cn(
        "flex flex-col gap-4",
        "lg:grid lg:grid-cols-[minmax(0,1fr)_22rem] lg:grid-rows-[auto_1fr_auto] lg:items-start",
      )}
    >
      <Card className="lg:col-start-2 lg:row-start-1">
        <CardHeader title="Receive into" />
        <BinPicker warehouses={warehouses} binId={bin?.id ?? null} onBin={setBin} />
      </Card>
      <div className="flex min-w-0 flex-col gap-4 lg:col-start-1 lg:row-span-2 lg:row-start-1">
        <ScanPanel
          onScan={(code) => void scan(code)}
          onChoose={choose}
          isReading={isReading}
          feedback={feedback}
          hint="Scan items to add them, or a bin to change the location. Each scan adds one; a pack adds its contents."
        />
        <Lines draft={draft} change={change} isFresh={feedback?.tone === "success"} />
      </div>
      <PostingDetails
        className="lg:col-start-2 lg:row-start-2"
        reference={draft.reference}
        note={draft.note}
        onChange={(papers) => change((now) => ({ ...now, ...papers }))}
      />
      <div className="contents lg:[&>*]:col-span-2">
        <ReceiveBar draft={draft} change={change} bin={bin} onPosted={clear}>
          {draft.lines.length > 0 && (
            <Button size="lg" variant="ghost" icon={<X aria-hidden />} onClick={() => change(() => EMPTY_RECEIPT)}>
              Clear
            </Button>
          )}
        </ReceiveBar>
      </div>
    </div>
  );
}

type LinesProps = {
  draft: ReceiveDraft;
  change: (next: (draft: ReceiveDraft) => ReceiveDraft) => void;
  isFresh: boolean;
};

function Lines({ draft, change, isFresh }: LinesProps) {
  if (draft.lines.length === 0) {
    return (
      <Card padded={false}>
        <EmptyState icon={<ScanBarcode />} title="Nothing scanned yet">
          Scan the first item. The list stays on this device until you receive it.
        </EmptyState>
      </Card>
    );
  }
  return (
    <ul aria-label="Items to receive" className="flex flex-col gap-3">
      {draft.lines.map((line, index) => (
        <ReceiveLineItem
          key={line.key}
          line={line}
          isLatest={isFresh && index === 0}
          onChange={(changed) => change((now) => changeLine(now, line.key, changed))}
          onSerials={(next) => change((now) => changeSerials(now, line.key, next))}
          onAddLot={() => change((now) => addLot(now, line, newId()))}
          onRemove={() => change((now) => removeLine(now, line.key))}
        />
      ))}
    </ul>
  );
}

function NoWarehouse() {
  return (
    <Card padded={false}>
      <EmptyState
        title="No warehouse to receive into"
        action={<LinkButton href="/warehouses">Go to warehouses</LinkButton>}
      >
        A manager creates warehouses; an administrator decides who works in them.
      </EmptyState>
    </Card>
  );
}
