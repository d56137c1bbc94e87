"use client";

import { PackagePlus } from "lucide-react";
import { hasShortages, type Shortage, ShortageTable } from "@/app/(staff)/_goods/shortage-table";
import { type ClientError, RefusalNotice, refusalOf } from "@/client/refusal";
import { backordersNotAccepted } from "@/modules/inventory/refusals";
import { formatCount } from "@/shared/plural";
import { Button } from "@/ui/button";
import { Notice } from "@/ui/notice";
import type { OnBackorder } from "./on-backorder";

/** The refusal of an order's step, with a table of shortages where there are any. */
export function ShortageRefusal({ of: error, onBackorder }: { of: ClientError; onBackorder: OnBackorder }) {
  const { code, details } = refusalOf(error);
  if (!hasShortages(details)) return <RefusalNotice of={error} />;
  const { shortages } = details;
  if (code === backordersNotAccepted.code && onBackorder)
    return <AskToBackorder shortages={shortages} onBackorder={onBackorder} />;
  return (
    <Notice
      tone="danger"
      title={`Not enough stock for ${formatCount(shortages.length, "product")}. Nothing was changed.`}
    >
      <ShortageTable shortages={shortages} />
      <p className="text-muted">Reduce the quantities, or receive more of these products.</p>
    </Notice>
  );
}

type Asked = { shortages: readonly Shortage[]; onBackorder: NonNullable<OnBackorder> };

/** Nothing waits that nobody has seen: the step is sent again with exactly what stands here. */
function AskToBackorder({ shortages, onBackorder }: Asked) {
  const missing = shortages.map(({ variantId, requested, available }) => ({
    variantId,
    quantity: Math.max(1, requested - available),
  }));
  const items = formatCount(
    missing.reduce((sum, { quantity }) => sum + quantity, 0),
    "item",
  );
  return (
    <Notice tone="warning" title={`${items} can be backordered. Nothing was changed yet.`}>
      <ShortageTable shortages={shortages} />
      <p className="mb-2 text-muted">
        The order waits for what is short, and gets it as soon as it is received. What is available is reserved now.
      </p>
      <Button size="sm" icon={<PackagePlus aria-hidden />} onClick={() => onBackorder(missing)}>
        Backorder {items}
      </Button>
    </Notice>
  );
}
