"use client";

import { ArrowLeftRight } from "lucide-react";
import { BinPicker } from "@/app/(staff)/_places/bin-picker";
import type { Warehouse } from "@/app/(staff)/_places/locations";
import { useWarehouses } from "@/app/(staff)/_places/use-warehouses";
import { PostingDetails } from "@/app/(staff)/_posting/posting-details";
import { ScanPanel } from "@/app/(staff)/_scan/scan-panel";
import { Loaded } from "@/client/loaded";
import { useOwnScanBox } from "@/client/scan";
import { trpc } from "@/client/trpc";
import { Card, CardHeader } from "@/ui/card";
import { EmptyState } from "@/ui/empty-state";
import { PageHeader } from "@/ui/page";
import { DetailSkeleton } from "@/ui/skeleton";
import { BinContents } from "./bin-contents";
import { MoveBar } from "./move-bar";
import { EMPTY_MOVE, keyOf, type MoveLine, putBack, setQuantity } from "./move-draft";
import { MoveLineItem } from "./move-line";
import { type Move, useMove } from "./use-move";
import { useMoveScan } from "./use-move-scan";

/** Goods carried from bin to bin, within a warehouse or to another. */
export function MoveScreen() {
  // From the first moment: a scan that comes while the page still loads must not lead away from it.
  useOwnScanBox();
  const { query } = useWarehouses();
  return (
    <>
      <PageHeader breadcrumb={[{ label: "Stock", href: "/stock" }, { label: "Move" }]} title="Move stock" />
      <Loaded query={query} skeleton={<DetailSkeleton />}>
        {(warehouses) => <Moving warehouses={warehouses} />}
      </Loaded>
    </>
  );
}

function Moving({ warehouses }: { warehouses: readonly Warehouse[] }) {
  const move = useMove(warehouses);
  const { draft, change, from, to, setTo } = move;
  const { scan, choose, takeContent, feedback, clear, isReading } = useMoveScan(move);
  const freeFor = useFree(draft.lines);
  return (
    <div className="flex flex-col gap-4 lg:grid lg:grid-cols-[minmax(0,1fr)_24rem] lg:items-start">
      <div className="flex min-w-0 flex-col gap-4">
        <Ends warehouses={warehouses} move={move} />
        <ScanPanel
          onScan={(code) => void scan(code)}
          onChoose={choose}
          isReading={isReading}
          feedback={feedback}
          hint="Scan the bin to move from, then the items, then the bin to move to."
        />
        <Lines move={move} freeFor={freeFor} isFresh={feedback?.tone === "success"} />
      </div>
      <div className="flex min-w-0 flex-col gap-4">
        {from && (
          <BinContents from={from} draft={draft} onTake={(content, count) => takeContent(content, from, count)} />
        )}
        <PostingDetails
          note={draft.note}
          onChange={({ note }) => note !== undefined && change((now) => ({ ...now, note }))}
        />
      </div>
      <div className="contents lg:[&>*]:col-span-2">
        <MoveBar
          draft={draft}
          change={change}
          to={to}
          obstacle={obstacleTo(move, freeFor)}
          onPosted={() => {
            setTo(null);
            clear();
          }}
          onClear={() => {
            change(() => EMPTY_MOVE);
            clear();
          }}
        />
      </div>
    </div>
  );
}

function Ends({ warehouses, move: { from, to, setFrom, setTo } }: { warehouses: readonly Warehouse[]; move: Move }) {
  return (
    <Card className="grid grid-cols-1 gap-x-6 gap-y-4 xl:grid-cols-2">
      <div>
        <CardHeader title="Move from" className="mb-2" />
        <BinPicker label="From" warehouses={warehouses} binId={from?.id ?? null} onBin={setFrom} />
      </div>
      <div>
        <CardHeader title="Move to" className="mb-2" />
        <BinPicker
          label="To"
          warehouses={warehouses}
          binId={to?.id ?? null}
          onBin={setTo}
          error={to && to.id === from?.id ? "Choose a different bin from the one you move from." : undefined}
        />
      </div>
    </Card>
  );
}

type FreeFor = (line: MoveLine) => number | undefined;

/** What is available of each line in the bin it comes from, live, so that a second picker is noticed. */
function useFree(lines: readonly MoveLine[]): FreeFor {
  const held = trpc.useQueries((t) =>
    lines.map(({ fromId: locationId, variantId, lotCode: lot }) =>
      t.inventory.listBinContents({ locationId, variantId, lot }),
    ),
  );
  return (line) => {
    const contents = held[lines.indexOf(line)]?.data;
    return contents && (contents.rows[0]?.onHand ?? 0);
  };
}

function obstacleTo({ draft, to }: Move, freeFor: FreeFor): string | null {
  if (draft.lines.length === 0) return "Add items first.";
  if (!to) return "Choose or scan the bin to move to.";
  if (draft.lines.some(({ fromId }) => fromId === to.id))
    return `Some of these items are already in ${to.code}. Choose another bin.`;
  if (draft.lines.some((line) => line.quantity > (freeFor(line) ?? line.quantity)))
    return "Some items are no longer available. Reduce the highlighted quantities.";
  return null;
}

function Lines({ move: { draft, change }, freeFor, isFresh }: { move: Move; freeFor: FreeFor; isFresh: boolean }) {
  if (draft.lines.length === 0) {
    return (
      <Card padded={false}>
        <EmptyState icon={<ArrowLeftRight />} title="Nothing to move yet">
          Scan items, or add them from the bin's list. The list stays on this device until you move it.
        </EmptyState>
      </Card>
    );
  }
  return (
    <ul aria-label="Items to move" className="flex flex-col gap-3">
      {draft.lines.map((line, index) => (
        <MoveLineItem
          key={keyOf(line)}
          line={line}
          free={freeFor(line)}
          isLatest={isFresh && index === 0}
          onQuantity={(quantity) => change((now) => setQuantity(now, keyOf(line), quantity))}
          onPutBack={() => change((now) => putBack(now, keyOf(line)))}
        />
      ))}
    </ul>
  );
}
