"use client";

import { createContext, type ReactNode, useContext, useState } from "react";
import { onDemand } from "@/ui/on-demand";
import { binMeant } from "./current-warehouse";
import type { FoundBin } from "./locations";
import { useCurrentWarehouse } from "./use-current-warehouse";

type Question = { bins: readonly FoundBin[]; answer: (bin: FoundBin | null) => void };
type Ask = (bins: readonly FoundBin[]) => Promise<FoundBin | null>;

const BinQuestion = onDemand(() => import("./bin-question").then((file) => file.BinQuestion));

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
  return (
    <AskContext value={ask}>
      {children}
      <BinQuestion
        open={question !== null}
        onOpen={(open) => !open && answer(null)}
        bins={question?.bins ?? []}
        onAnswer={answer}
      />
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
