"use client";

import { Printer, X } from "lucide-react";
import { useState } from "react";
import { useCan } from "@/client/person";
import { PRINTED_AT_ONCE_MAX } from "@/modules/documents/runs/run";
import { formatCount } from "@/shared/plural";
import { Button } from "@/ui/button";
import { cn } from "@/ui/class-names";
import { onDemand } from "@/ui/on-demand";
import type { RowSelection } from "@/ui/row-selection";

const PrintDialog = onDemand(() => import("@/app/(staff)/_documents/print-dialog").then((file) => file.PrintDialog));

type ChosenInvoicesProps = { selection: RowSelection; shown: readonly { id: string }[] };

/** What can be done with the selected invoices, in the order of the list. */
export function ChosenInvoices({ selection: { ids, change }, shown }: ChosenInvoicesProps) {
  const mayPrint = useCan("documents.print-invoices");
  const [meant, setMeant] = useState<readonly string[]>([]);
  const [isOpen, setOpen] = useState(false);
  if (ids.size === 0 && !isOpen) return null;
  const here = shown.flatMap(({ id }) => (ids.has(id) ? [id] : []));
  const chosen = [...here, ...[...ids].filter((id) => !here.includes(id))];
  return (
    <section
      aria-label="Selected invoices"
      className={cn(
        "sticky bottom-3 z-20 mt-3 flex items-center gap-2 rounded-lg border border-border bg-raised p-2 shadow-large",
        "max-md:bottom-18",
      )}
    >
      <span role="status" className="shrink-0 px-1 text-sm font-medium tabular">
        {formatCount(ids.size, "invoice")} selected
      </span>
      {mayPrint && ids.size <= PRINTED_AT_ONCE_MAX && (
        <Button
          icon={<Printer aria-hidden />}
          onClick={() => {
            setMeant(chosen);
            setOpen(true);
          }}
        >
          Print {ids.size}
        </Button>
      )}
      {ids.size > PRINTED_AT_ONCE_MAX && (
        <span className="text-sm text-muted">Select at most {PRINTED_AT_ONCE_MAX} at a time.</span>
      )}
      <Button variant="ghost" className="ml-auto" icon={<X aria-hidden />} onClick={() => change(() => new Set())}>
        Clear selection
      </Button>
      <PrintDialog key={meant.join()} meant={{ of: "invoice", ids: meant }} open={isOpen} onOpen={setOpen} />
    </section>
  );
}
