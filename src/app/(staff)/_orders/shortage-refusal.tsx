"use client";

import { hasShortages, ShortageTable } from "@/app/(staff)/_goods/shortage-table";
import { type ClientError, RefusalNotice, refusalOf } from "@/client/refusal";
import { formatCount } from "@/shared/plural";
import { Notice } from "@/ui/notice";

/** The refusal of an order's step, with a table of shortages where there are any. */
export function ShortageRefusal({ of: error }: { of: ClientError }) {
  const { details } = refusalOf(error);
  if (!hasShortages(details)) return <RefusalNotice of={error} />;
  const { shortages } = details;
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
