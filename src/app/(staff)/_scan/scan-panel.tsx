"use client";

import { keepPreviousData } from "@tanstack/react-query";
import { CircleCheck, TriangleAlert } from "lucide-react";
import { type ReactNode, useDeferredValue, useState } from "react";
import type { Goods } from "@/app/(staff)/_goods/goods";
import { trpc } from "@/client/trpc";
import { formatVariant } from "@/modules/catalog/product";
import { Card } from "@/ui/card";
import { cn } from "@/ui/class-names";
import { Combobox } from "@/ui/combobox";
import { ScanBox } from "@/ui/scan-box";

const FOUND_MAX = 20;

/** What the last scan did. `turn` grows with each, so that the same words are announced twice. */
export type ScanFeedback = { turn: number; tone: "success" | "warning"; title: string; advice?: ReactNode };

type ScanPanelProps = {
  onScan: (code: string) => void;
  onChoose: (goods: Goods) => void;
  isReading: boolean;
  feedback: ScanFeedback | null;
  /** Stands in the place of feedback until something was scanned. */
  hint: string;
};

/** Identifies goods by scanner, by a typed code or by search. */
export function ScanPanel({ onScan, onChoose, isReading, feedback, hint }: ScanPanelProps) {
  return (
    <Card className="flex flex-col gap-3">
      <div className="grid gap-3 sm:grid-cols-2">
        <ScanBox
          size="lg"
          label="Scan or type a code"
          placeholder="Scan or type a code"
          pending={isReading}
          onScan={onScan}
        />
        <GoodsSearch onChoose={onChoose} />
      </div>
      <div role="status" className="flex min-h-10 items-center">
        {feedback ? <Feedback key={feedback.turn} feedback={feedback} /> : <p className="text-sm text-muted">{hint}</p>}
      </div>
    </Card>
  );
}

function Feedback({ feedback: { tone, title, advice } }: { feedback: ScanFeedback }) {
  const Icon = tone === "success" ? CircleCheck : TriangleAlert;
  return (
    <div
      className={cn(
        "flex w-full animate-appear items-start gap-2.5 rounded-lg px-3 py-2",
        tone === "success" ? "bg-success-subtle text-success-text" : "bg-warning-subtle text-warning-text",
      )}
    >
      <Icon aria-hidden className="mt-0.5 size-5 shrink-0" />
      <div className="min-w-0">
        <p className="text-base font-semibold break-words">{title}</p>
        {advice && <div className="text-sm text-foreground">{advice}</div>}
      </div>
    </div>
  );
}

/** For goods without a label: found by name, SKU or option. */
function GoodsSearch({ onChoose, label = "Search by name" }: { onChoose: (goods: Goods) => void; label?: string }) {
  const [query, setQuery] = useState("");
  const search = useDeferredValue(query.trim());
  const found = trpc.catalog.searchVariants.useQuery(
    { query: search, limit: FOUND_MAX },
    { placeholderData: keepPreviousData },
  );
  return (
    <Combobox<Goods>
      label={label}
      placeholder={label}
      size="lg"
      value={null}
      onValue={(goods) => {
        if (goods) onChoose(goods);
        setQuery("");
      }}
      items={found.data ?? []}
      query={query}
      onQuery={setQuery}
      loading={found.isFetching}
      itemId={({ variantId }) => variantId}
      itemLabel={({ title, optionValues }) => formatVariant(title, optionValues)}
      itemHint={({ sku }) => sku}
    />
  );
}
