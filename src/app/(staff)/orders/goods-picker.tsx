"use client";

import { useState } from "react";
import type { Goods } from "@/app/(staff)/_goods/goods";
import { describeUncounted } from "@/app/(staff)/_scan/describe-label";
import { useScanFeedback } from "@/app/(staff)/_scan/use-scan-feedback";
import { useOwnScanBox } from "@/client/scan";
import { trpc } from "@/client/trpc";
import { formatOptions } from "@/modules/catalog/product";
import { formatMoney } from "@/shared/money";
import { Combobox } from "@/ui/combobox";
import { ScanBox } from "@/ui/scan-box";
import type { Lookup } from "./scan-quantity";

type Sellable = Goods & { price: number };
type GoodsPickerProps = {
  /** `lookup` is what `onScan` gave, of goods that were scanned. */
  onGoods: (goods: Sellable, count: number, lookup?: Lookup) => void;
  /** A scan is being looked up, and no more: by then its goods were added, or it was refused. */
  onScan?: () => Lookup;
  onScanned?: (lookup: Lookup) => void;
};

/** A number before a code is how many of it, as at a till. */
const TIMES = /^0*([1-9]\d{0,8})\s*[*×]\s*(\S.*)$/;

const labelOf = ({ title, optionValues }: Goods) => [title, formatOptions(optionValues)].filter(Boolean).join(" · ");

/** Adds goods by name or by scanning: a scanned pack counts as many as it holds. */
export function GoodsPicker({ onGoods, ...scans }: GoodsPickerProps) {
  const [query, setQuery] = useState("");
  const found = trpc.catalog.searchVariants.useQuery({ query });
  return (
    <div className="grid grid-cols-1 gap-2 sm:grid-cols-2">
      <Combobox<Sellable>
        label="Add a product"
        placeholder="Add a product by name or SKU"
        value={null}
        onValue={(goods) => {
          if (goods) onGoods(goods, 1);
          setQuery("");
        }}
        items={found.data ?? []}
        query={query}
        onQuery={setQuery}
        loading={found.isFetching}
        failed={found.isError}
        itemId={(goods) => goods.variantId}
        itemLabel={labelOf}
        itemHint={(goods) => `${goods.sku} · ${formatMoney(goods.price)}`}
      />
      <GoodsScan onGoods={onGoods} {...scans} />
    </div>
  );
}

function GoodsScan({ onGoods, onScan, onScanned }: GoodsPickerProps) {
  useOwnScanBox();
  const utils = trpc.useUtils();
  const { feedback, show, clear } = useScanFeedback();
  const [isPending, setPending] = useState(false);

  const refuse = (title: string) => show({ tone: "warning", title });
  const find = (code: string) => utils.catalog.findByCode.fetch({ code });
  /** The code as it is, and else what stands behind a number and "*". */
  const findTimes = async (code: string) => {
    const [, times, of] = TIMES.exec(code) ?? [];
    const whole = await find(code);
    if (whole || times === undefined || of === undefined) return whole;
    const found = await find(of);
    return found && { ...found, count: (found.count ?? 1) * Number(times) };
  };
  const look = async (code: string, lookup: Lookup | undefined) => {
    const found = await findTimes(code).catch(() => undefined);
    if (found === undefined) return refuse("The server cannot be reached. Scan again in a moment.");
    if (found === null) return refuse(`Unknown code ${code}.`);
    if (found.archived) return refuse(`${found.sku} is archived and cannot be ordered.`);
    const count = found.count ?? 1;
    onGoods(found, count, lookup);
    const uncounted = describeUncounted({ ...found, packName: found.pack?.name ?? null });
    show({
      tone: uncounted === null ? "success" : "warning",
      title: `Added ${count > 1 ? `${count} × ` : ""}${labelOf(found)}. ${uncounted ?? ""}`.trim(),
    });
  };
  const scan = async (code: string) => {
    setPending(true);
    const lookup = onScan?.();
    await look(code, lookup);
    if (lookup) onScanned?.(lookup);
    setPending(false);
  };

  return (
    <ScanBox
      label="Scan a product to add it"
      placeholder="Scan to add"
      pending={isPending}
      onScan={(code) => void scan(code)}
      onDismiss={clear}
      result={feedback && <span role="status">{feedback.title}</span>}
    />
  );
}
