"use client";

import { hasShortages, ShortageTable } from "@/app/(staff)/_goods/shortage-table";
import { type ClientError, RefusalNotice, refusalOf } from "@/client/refusal";
import { goodsArePromised, insufficientInBin, insufficientStock } from "@/modules/inventory/refusals";
import { Notice } from "@/ui/notice";

const TITLES: Readonly<Record<string, { title: string; advice: string }>> = {
  [goodsArePromised.code]: {
    title: "These items are reserved for orders",
    advice:
      "Cancel or ship the orders first, or reduce the quantity. If the items are lost, adjust the stock. " +
      "Nothing was changed.",
  },
  [insufficientInBin.code]: {
    title: "Not enough in this bin",
    advice: "Someone may have moved or shipped items meanwhile. Reduce the quantities. Nothing was changed.",
  },
  [insufficientStock.code]: {
    title: "Not enough stock",
    advice: "Reduce the quantities or receive more. Nothing was changed.",
  },
};

/** The refusal of a posting, with a table of shortages where there are any. */
export function StockRefusal({ of: error }: { of: ClientError | null | undefined }) {
  if (!error) return null;
  const { code, details } = refusalOf(error);
  const said = TITLES[code];
  if (!said || !hasShortages(details)) return <RefusalNotice of={error} />;
  return (
    <Notice tone="danger" title={said.title}>
      <ShortageTable shortages={details.shortages} />
      <p>{said.advice}</p>
    </Notice>
  );
}
