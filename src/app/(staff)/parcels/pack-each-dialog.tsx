"use client";

import { useState } from "react";
import { OutcomeMark, OutcomeMessage } from "@/app/(staff)/_bulk/outcome-mark";
import { RunButtons } from "@/app/(staff)/_bulk/run-buttons";
import type { Outcomes } from "@/app/(staff)/_bulk/run-each";
import { doneOf, RunProgress } from "@/app/(staff)/_bulk/run-progress";
import { useBulkRun } from "@/app/(staff)/_bulk/use-bulk-run";
import { CarrierFields } from "@/app/(staff)/_parcels/parcel-fields";
import { trpc } from "@/client/trpc";
import { labelPath } from "@/modules/documents/document";
import { carriedBy } from "@/modules/shop/carriers/carried-by";
import { formatCount } from "@/shared/plural";
import { Dialog } from "@/ui/dialog";
import { notify } from "@/ui/toast";
import { numberOf, type ShipmentRow } from "./shipment-row";

type PackEachDialogProps = {
  open: boolean;
  onOpen: (open: boolean) => void;
  /** As they were when it was asked: what is sent again after a lost answer is the same. */
  rows: readonly ShipmentRow[];
  onDone: (shipmentId: string) => void;
};

/** One parcel for each of many shipments, all with one carrier, or each with that of its order. */
export function PackEachDialog({ open, onOpen, rows, onDone }: PackEachDialogProps) {
  const [by, setBy] = useState<{ carrierId: string | null; service: string }>({ carrierId: null, service: "" });
  const { packed, send } = usePackEach(by);
  const { outcomes, isRunning, run, stop } = useBulkRun<ShipmentRow>(send, ({ id }) => onDone(id));
  const left = rows.length - doneOf(outcomes);
  const close = () => {
    stop();
    if (packed.length > 0) tell(packed);
    onOpen(false);
  };
  const start = async () => {
    const ended = await run(rows);
    if (ended.some(({ state }) => state !== "done") || doneOf(outcomes) + ended.length < rows.length) return;
    tell(packed);
    onOpen(false);
  };
  return (
    <Dialog
      open={open}
      onOpen={(isOpen) => !isOpen && close()}
      title={`Pack ${formatCount(rows.length, "shipment")}?`}
      description="Each goes into one parcel, with all of it that is in none yet. Weight and size can be entered later."
      footer={
        <RunButtons
          isRunning={isRunning}
          isBegun={outcomes.size > 0}
          left={left}
          label={`Pack ${formatCount(left, "shipment")}`}
          onStart={() => void start()}
          onStop={stop}
          onClose={close}
        />
      }
    >
      <div className="flex flex-col gap-4">
        <div className="grid grid-cols-1 items-start gap-3 sm:grid-cols-2">
          <CarrierFields
            fields={by}
            disabled={isRunning || isUnanswered(outcomes)}
            onFields={(change) => setBy((now) => ({ ...now, ...change }))}
          />
        </div>
        {by.carrierId === null && rows.some(({ carrierId }) => carrierId !== null) && (
          <p className="text-sm text-muted">Until you choose one, each goes with the carrier of its order.</p>
        )}
        <RunProgress outcomes={outcomes} noun="shipment" done="packed" total={rows.length} isRunning={isRunning} />
        <ol aria-label="Shipments" className="flex flex-col divide-y divide-border text-sm">
          {rows.map((row) => (
            <li key={row.id} className="flex items-start gap-3 py-1.5">
              <span className="w-18 shrink-0 tabular">{numberOf(row)}</span>
              <span className="min-w-0 flex-1">
                <span className="block truncate">{row.recipient.name}</span>
                <span className="block text-muted">
                  {[
                    formatCount(row.left, "item"),
                    by.carrierId === null && carriedBy(row.carrierName ?? "", row.service),
                  ]
                    .filter(Boolean)
                    .join(" · ")}
                </span>
                <OutcomeMessage outcome={outcomes.get(row.id)} />
              </span>
              <OutcomeMark outcome={outcomes.get(row.id)} />
            </li>
          ))}
        </ol>
      </div>
    </Dialog>
  );
}

/** What is sent again after a lost answer is sent as it was. One that was refused may go with another carrier. */
const isUnanswered = (outcomes: Outcomes): boolean => [...outcomes.values()].some(({ state }) => state === "unknown");

function usePackEach(by: { carrierId: string | null; service: string }) {
  const { client } = trpc.useUtils();
  const [packed] = useState<string[]>([]);
  const send = async ({ id: shipmentId, carrierId, service }: ShipmentRow) => {
    const chosen = by.carrierId === null ? { carrierId, service } : by;
    const { parcelId } = await client.parcels.pack.mutate({ shipmentId, ...chosen });
    packed.push(parcelId);
    return undefined;
  };
  return { packed, send };
}

/** Their labels are what comes next. */
const tell = (parcelIds: readonly string[]) =>
  notify.success(`${formatCount(parcelIds.length, "parcel")} packed`, {
    action: { label: "Labels", run: () => window.open(labelPath("parcel-label", parcelIds), "_blank", "noopener") },
  });
