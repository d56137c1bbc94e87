"use client";

import { useState } from "react";
import { RefusalNotice } from "@/client/refusal";
import { trpc } from "@/client/trpc";
import { ENTRIES_AT_ONCE_MAX } from "@/modules/pricing/contract";
import { formatCount } from "@/shared/plural";
import { Button } from "@/ui/button";
import { Dialog, DialogCancel } from "@/ui/dialog";
import { Field } from "@/ui/field";
import { Notice } from "@/ui/notice";
import { useRegion } from "@/ui/region";
import { Textarea } from "@/ui/textarea";
import { notify } from "@/ui/toast";
import { readPastedPrices } from "./pasted-prices";

const PROBLEMS_SHOWN_MAX = 5;
const HINT =
  "One line each: SKU, price, quantity from, valid from (2026-01-31). Leave out the last two for a price that always " +
  "holds, for any quantity. A price that is there already is replaced.";

type PastePricesProps = { open: boolean; onOpen: (open: boolean) => void; list: { id: string; name: string } };

/** Many prices at once, as they are copied from a spreadsheet. All are saved or none. */
export const PastePrices = ({ open, onOpen, list }: PastePricesProps) => (
  <Dialog open={open} onOpen={onOpen} title="Paste prices" size="lg">
    <PasteForm list={list} onDone={() => onOpen(false)} />
  </Dialog>
);

function PasteForm({ list, onDone }: Pick<PastePricesProps, "list"> & { onDone: () => void }) {
  const { currency } = useRegion();
  const [text, setText] = useState("");
  const { entries, problems } = readPastedPrices(text, currency);
  const load = trpc.pricing.loadEntries.useMutation({
    onSuccess: ({ loaded }) => {
      notify.success(`${formatCount(loaded, "price")} saved in ${list.name}`);
      onDone();
    },
  });
  const isTooMany = entries.length > ENTRIES_AT_ONCE_MAX;
  const isReady = entries.length > 0 && problems.length === 0 && !isTooMany;
  return (
    <div className="flex flex-col gap-4">
      <Field label="Prices" hint={HINT}>
        {(control) => (
          <Textarea
            {...control}
            rows={12}
            className="font-mono text-sm"
            value={text}
            onChange={(event) => setText(event.target.value)}
            placeholder={"TEA\t9.50\nTEA\t8.90\t10"}
          />
        )}
      </Field>
      {isTooMany && (
        <Notice tone="danger">
          These are {formatCount(entries.length, "price")}. Paste at most {ENTRIES_AT_ONCE_MAX} at once.
        </Notice>
      )}
      {problems.length > 0 && (
        <Notice tone="danger" title={`${formatCount(problems.length, "line")} can't be read`}>
          <ul>
            {problems.slice(0, PROBLEMS_SHOWN_MAX).map(({ line, problem }) => (
              <li key={line}>
                Line {line}: {problem}
              </li>
            ))}
          </ul>
        </Notice>
      )}
      <RefusalNotice of={load.error} />
      <div className="flex justify-end gap-2">
        <DialogCancel />
        <Button
          variant="primary"
          disabled={!isReady}
          pending={load.isPending}
          onClick={() => load.mutate({ priceListId: list.id, entries })}
        >
          {entries.length > 0 ? `Save ${formatCount(entries.length, "price")}` : "Save prices"}
        </Button>
      </div>
    </div>
  );
}
