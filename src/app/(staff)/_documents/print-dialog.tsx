"use client";

import { useState } from "react";
import { Loaded } from "@/client/loaded";
import { RefusalNotice } from "@/client/refusal";
import { trpc } from "@/client/trpc";
import { DOCUMENT_NAMES, printRunPath } from "@/modules/documents/document";
import { RUN_KINDS, type RunKind } from "@/modules/documents/runs/run";
import { formatCount } from "@/shared/plural";
import { Button } from "@/ui/button";
import { buttonStyle } from "@/ui/button-style";
import { Dialog, DialogCancel } from "@/ui/dialog";
import { FormActions } from "@/ui/form";
import { PlainLink } from "@/ui/plain-link";
import { Progress } from "@/ui/progress";
import { RadioGroup } from "@/ui/radio-group";
import { Skeleton } from "@/ui/skeleton";

type Meant = { of: "order" | "invoice"; ids: readonly string[] };
type PrintDialogProps = { meant: Meant; open: boolean; onOpen: (open: boolean) => void };

/** Documents of many orders, or many invoices, as one file in the order of the list. */
export function PrintDialog({ meant, open, onOpen }: PrintDialogProps) {
  const [runId, setRunId] = useState<string | null>(null);
  return (
    <Dialog
      open={open}
      onOpen={onOpen}
      title={`Print ${formatCount(meant.ids.length, meant.of)}`}
      description="One PDF, in the order of the list. It is kept for a day."
    >
      {runId === null ? (
        <Asked meant={meant} onStarted={setRunId} />
      ) : (
        <Run runId={runId} onAgain={() => setRunId(null)} />
      )}
    </Dialog>
  );
}

function Asked({ meant, onStarted }: { meant: Meant; onStarted: (runId: string) => void }) {
  const [kind, setKind] = useState<RunKind>("order-confirmation");
  const ids = [...meant.ids];
  const started = { onSuccess: ({ runId }: { runId: string }) => onStarted(runId) };
  const ofOrders = trpc.documents.printOrders.useMutation(started);
  const ofInvoices = trpc.documents.printInvoices.useMutation(started);
  const start = () =>
    meant.of === "order" ? ofOrders.mutate({ orderIds: ids, kind }) : ofInvoices.mutate({ invoiceIds: ids });
  return (
    <div className="flex flex-col gap-4">
      {meant.of === "order" && (
        <RadioGroup
          label="Document"
          value={kind}
          onValue={setKind}
          options={RUN_KINDS.map((value) => ({ value, label: LABELS[value] }))}
        />
      )}
      <RefusalNotice of={ofOrders.error ?? ofInvoices.error} />
      <FormActions>
        <DialogCancel />
        <Button
          variant="primary"
          shortcut="mod+enter"
          pending={ofOrders.isPending || ofInvoices.isPending}
          onClick={start}
        >
          Print
        </Button>
      </FormActions>
    </div>
  );
}

const LABELS: Readonly<Record<RunKind, string>> = {
  ...DOCUMENT_NAMES,
  "packing-slip": "Packing slips of all shipments",
  invoice: "All invoices and credit notes",
};

/** Whoever closes it while it is made finds it again by the same selection, and may then have another made of that. */
function Run({ runId, onAgain }: { runId: string; onAgain: () => void }) {
  const run = trpc.documents.getPrintRun.useQuery({ runId });
  return (
    <Loaded query={run} skeleton={<Skeleton className="h-24" />}>
      {({ total, done, failures, isEnded, hasFile }) => (
        <div className="flex flex-col gap-4">
          <Progress label="Documents" value={done} max={total} text={`${done} of ${total}`} />
          {failures.length > 0 && (
            <ul aria-label="Not printed" className="flex flex-col gap-1 text-sm text-danger-text">
              {failures.map(({ label, message }) => (
                <li key={`${label} ${message}`}>{[label, message].filter(Boolean).join(": ")}</li>
              ))}
            </ul>
          )}
          {isEnded && !hasFile && <p className="text-sm">Nothing could be printed.</p>}
          <FormActions>
            <DialogCancel>Close</DialogCancel>
            {isEnded && <Button onClick={onAgain}>Print again</Button>}
            {hasFile && (
              <PlainLink
                href={printRunPath(runId)}
                target="_blank"
                rel="noreferrer"
                className={buttonStyle({ variant: "primary" })}
              >
                Open PDF
              </PlainLink>
            )}
          </FormActions>
        </div>
      )}
    </Loaded>
  );
}
