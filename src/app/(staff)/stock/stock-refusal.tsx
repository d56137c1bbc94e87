"use client";

import { z } from "zod";
import { type ClientError, Refusal, refusalOf } from "@/client/refusal";
import { goodsArePromised, insufficientInBin, insufficientStock } from "@/modules/inventory/contract";
import { Quantity } from "@/ui/amount";
import { Notice } from "@/ui/notice";

const ShortageDetails = z.object({
  shortages: z.array(z.object({
    variantId: z.string(), sku: z.string(), title: z.string(), requested: z.number(), available: z.number(), locationCode: z.string().optional(),
  })),
});
type Shortage = z.infer<typeof ShortageDetails>["shortages"][number];

const TITLES: Readonly<Record<string, { title: string; advice: string }>> = {
  [goodsArePromised.code]: { title: "These goods are promised to orders", advice: "Cancel or ship the orders first, or take less. Nothing was changed." },
  [insufficientInBin.code]: { title: "There is not that much in the bin", advice: "Someone may have taken goods meanwhile. Lower the quantities; nothing was changed." },
  [insufficientStock.code]: { title: "There is not enough stock", advice: "Lower the quantities or receive more. Nothing was changed." },
};

/** What stock refused; where goods are short, as a table of which and by how much. */
export function StockRefusal({ of: error }: { of: ClientError | null | undefined }) {
  if (!error) return null;
  const { code, details } = refusalOf(error);
  const said = TITLES[code];
  const parsed = ShortageDetails.safeParse(details);
  if (!said || !parsed.success) return <Refusal of={error} />;
  return (
    <Notice tone="danger" title={said.title}>
      <ShortageTable shortages={parsed.data.shortages} />
      <p>{said.advice}</p>
    </Notice>
  );
}

function ShortageTable({ shortages }: { shortages: readonly Shortage[] }) {
  return (
    <table className="my-1.5 w-full text-left">
      <thead className="text-xs text-muted">
        <tr>
          <th scope="col" className="py-1 pr-3 font-medium">Product</th>
          <th scope="col" className="py-1 pr-3 text-right font-medium">Asked</th>
          <th scope="col" className="py-1 text-right font-medium">Free</th>
        </tr>
      </thead>
      <tbody>
        {shortages.map((shortage) => (
          <tr key={`${shortage.variantId} ${shortage.locationCode ?? ""}`} className="border-t border-danger/20">
            <td className="py-1 pr-3">
              {shortage.title} <span className="text-muted">{[shortage.sku, shortage.locationCode].filter(Boolean).join(" · ")}</span>
            </td>
            <td className="py-1 pr-3 text-right"><Quantity value={shortage.requested} /></td>
            <td className="py-1 text-right font-medium"><Quantity value={shortage.available} /></td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
