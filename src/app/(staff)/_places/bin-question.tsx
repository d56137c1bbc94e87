"use client";

import { formatCount } from "@/shared/plural";
import { Button } from "@/ui/button";
import { Dialog } from "@/ui/dialog";
import type { FoundBin } from "./locations";

type BinQuestionProps = {
  open: boolean;
  onOpen: (open: boolean) => void;
  bins: readonly FoundBin[];
  onAnswer: (bin: FoundBin) => void;
};

export function BinQuestion({ open, onOpen, bins, onAnswer }: BinQuestionProps) {
  return (
    <Dialog
      size="sm"
      open={open}
      onOpen={onOpen}
      title={`Which ${bins[0]?.code ?? ""}?`}
      description={`${formatCount(bins.length, "warehouse")} have a bin of this code. Choose one.`}
    >
      <div className="flex flex-col gap-2">
        {bins.map((bin) => (
          <Button key={bin.id} size="lg" onClick={() => onAnswer(bin)}>
            {bin.warehouseName}
          </Button>
        ))}
      </div>
    </Dialog>
  );
}
