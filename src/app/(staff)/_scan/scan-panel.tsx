"use client";

import { useState } from "react";
import type { Goods } from "@/app/(staff)/_goods/goods";
import { trpc } from "@/client/trpc";
import { formatVariant } from "@/modules/catalog/product";
import { Card } from "@/ui/card";
import { Combobox } from "@/ui/combobox";
import { ScanBox } from "@/ui/scan-box";
import { type ScanFeedback, ScanStatus } from "./scan-status";

const FOUND_MAX = 20;

type ScanPanelProps = {
  onScan: (code: string) => void;
  onChoose: (goods: Goods) => void;
  isReading: boolean;
  feedback: ScanFeedback | null;
  hint: string;
};

/** Identifies goods by scanner, by a typed code or by search. */
export function ScanPanel({ onScan, onChoose, isReading, feedback, hint }: ScanPanelProps) {
  return (
    <Card className="flex flex-col gap-3">
      <div className="grid grid-cols-1 gap-3 sm:grid-cols-2">
        <ScanBox
          size="lg"
          label="Scan or type a code"
          placeholder="Scan or type a code"
          pending={isReading}
          onScan={onScan}
        />
        <GoodsSearch onChoose={onChoose} />
      </div>
      <ScanStatus feedback={feedback} hint={hint} />
    </Card>
  );
}

/** For goods without a label: found by name, SKU or option. */
function GoodsSearch({ onChoose, label = "Search by name" }: { onChoose: (goods: Goods) => void; label?: string }) {
  const [query, setQuery] = useState("");
  const search = query.trim();
  // Nothing of an earlier search stays, for no render: Enter, pressed before the answer, would take it.
  const found = trpc.catalog.searchVariants.useQuery({ query: search, limit: FOUND_MAX });
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
      failed={found.isError}
      itemId={({ variantId }) => variantId}
      itemLabel={({ title, optionValues }) => formatVariant(title, optionValues)}
      itemHint={({ sku }) => sku}
    />
  );
}
