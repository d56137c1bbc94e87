"use client";

import { createContext, type ReactNode, useContext, useState } from "react";
import type { Outputs } from "@/client/trpc";
import { formatCount } from "@/shared/plural";
import { Button } from "@/ui/button";
import { Dialog } from "@/ui/dialog";
import { binMeant } from "./current-warehouse";
import { useCurrentWarehouse } from "./use-current-warehouse";

export type FoundBin = Outputs["inventory"]["findBinsByCode"][number];

type Question = { bins: readonly FoundBin[]; answer: (bin: FoundBin | null) => void };
type Ask = (bins: readonly FoundBin[]) => Promise<FoundBin | null>;

const AskContext = createContext<Ask>(async () => null);

/** Asks which of several bins of one code is meant, on any page of the staff. */
export function BinChoiceProvider({ children }: { children: ReactNode }) {
  const [question, setQuestion] = useState<Question | null>(null);
  const [ask] = useState(
    (): Ask => (bins) =>
      new Promise((answer) =>
        setQuestion((earlier) => {
          earlier?.answer(null);
          return { bins, answer };
        }),
      ),
  );
  const answer = (bin: FoundBin | null) => {
    question?.answer(bin);
    setQuestion(null);
  };
  const code = question?.bins[0]?.code ?? "";
  return (
    <AskContext value={ask}>
      {children}
      <Dialog
        size="sm"
        open={question !== null}
        onOpen={(open) => !open && answer(null)}
        title={`Which ${code}?`}
        description={`${formatCount(question?.bins.length ?? 0, "warehouse")} have a bin of this code. Choose one.`}
      >
        <div className="flex flex-col gap-2">
          {question?.bins.map((bin) => (
            <Button key={bin.id} size="lg" onClick={() => answer(bin)}>
              {bin.warehouseName}
            </Button>
          ))}
        </div>
      </Dialog>
    </AskContext>
  );
}

/**
 * The one way from the bins of a code to the bin that is meant: in the warehouse of the form where it has one, else
 * where the person works, else asked. Null when the question is closed without an answer.
 */
export function useResolveBin(): (bins: readonly FoundBin[], inForm?: string) => Promise<FoundBin | null> {
  const ask = useContext(AskContext);
  const current = useCurrentWarehouse();
  return async (bins, inForm) =>
    bins.length === 0 ? null : (binMeant(bins, [inForm, current?.id]) ?? (await ask(bins)));
}
