"use client";

import { useState } from "react";
import { formatCount } from "@/shared/plural";
import { holdsEachWord } from "@/shared/search-form";
import { Button } from "@/ui/button";
import { Dialog } from "@/ui/dialog";
import { SearchInput } from "@/ui/search-input";
import type { FoundBin } from "./locations";

/** More are searched. */
const FEW = 8;

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
      <Warehouses bins={bins} onAnswer={onAnswer} />
    </Dialog>
  );
}

function Warehouses({ bins, onAnswer }: Pick<BinQuestionProps, "bins" | "onAnswer">) {
  const [search, setSearch] = useState("");
  const found = bins.filter(({ warehouseName }) => holdsEachWord(warehouseName, search));
  return (
    <div className="flex flex-col gap-2">
      {bins.length > FEW && <SearchInput value={search} onChange={setSearch} placeholder="Search warehouses" />}
      {found.map((bin) => (
        <Button key={bin.id} size="lg" onClick={() => onAnswer(bin)}>
          {bin.warehouseName}
        </Button>
      ))}
      {found.length === 0 && (
        <p role="status" className="py-2 text-sm text-muted">
          No warehouse matches.
        </p>
      )}
    </div>
  );
}
