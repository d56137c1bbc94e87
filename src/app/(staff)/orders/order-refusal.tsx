"use client";

import { z } from "zod";
import { type ClientError, Refusal, refusalOf } from "@/client/refusal";
import { formatQuantity } from "@/shared/quantity";
import { Notice } from "@/ui/notice";

const ShortageDetails = z.object({
  shortages: z.array(z.object({ variantId: z.string(), sku: z.string(), title: z.string(), requested: z.number(), available: z.number(), locationCode: z.string().optional() })),
});

/** Why an order did not go on. A shortage names every product that is short, as a table one can act on. */
export function OrderRefusal({ of: error }: { of: ClientError | null | undefined }) {
  if (!error) return null;
  const details = ShortageDetails.safeParse(refusalOf(error).details);
  if (!details.success) return <Refusal of={error} />;
  const { shortages } = details.data;
  return (
    <Notice tone="danger" title={shortages.length === 1 ? "One product is short. Nothing was changed." : `${shortages.length} products are short. Nothing was changed.`}>
      <table aria-label="Shortages" className="mt-2 w-full text-left text-sm">
        <thead className="text-xs text-muted">
          <tr>
            <th scope="col" className="py-1 pr-3 font-medium">Product</th>
            <th scope="col" className="py-1 pr-3 text-right font-medium">Asked</th>
            <th scope="col" className="py-1 pr-3 text-right font-medium">Available</th>
            <th scope="col" className="py-1 text-right font-medium">Missing</th>
          </tr>
        </thead>
        <tbody>
          {shortages.map((line) => (
            <tr key={`${line.variantId} ${line.locationCode ?? ""}`} className="border-t border-border align-top">
              <td className="py-1 pr-3">
                {line.title}
                <span className="block text-xs text-muted">{line.locationCode ? `${line.sku} in ${line.locationCode}` : line.sku}</span>
              </td>
              <td className="py-1 pr-3 text-right tabular">{formatQuantity(line.requested)}</td>
              <td className="py-1 pr-3 text-right tabular">{formatQuantity(line.available)}</td>
              <td className="py-1 text-right font-medium tabular">{formatQuantity(Math.max(0, line.requested - line.available))}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="mt-2 text-muted">Lower the quantities, or receive more of these products.</p>
    </Notice>
  );
}
