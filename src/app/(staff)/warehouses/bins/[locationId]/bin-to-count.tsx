"use client";

import { lotName } from "@/app/(staff)/_goods/lot-name";
import { CountReason, countHref } from "@/app/(staff)/_places/count-reason";
import { trpc } from "@/client/trpc";
import { Notice } from "@/ui/notice";
import { TextLink } from "@/ui/text-link";

const SHOWN_MAX = 20;

/** What somebody found too little of in this bin, until it is counted. */
export function BinToCount({ binId }: { binId: string }) {
  const { data } = trpc.inventory.listCountRequests.useQuery({ locationId: binId, limit: SHOWN_MAX });
  if (!data || data.rows.length === 0) return null;
  return (
    <div className="mb-4">
      <Notice tone="warning" title="To be counted">
        <ul className="flex flex-col gap-2">
          {data.rows.map((row) => (
            <li key={row.id}>
              <TextLink href={countHref(row)}>{[row.sku, lotName(row)].filter(Boolean).join(", ")}</TextLink>
              <CountReason of={row} />
            </li>
          ))}
          {data.nextCursor !== null && (
            <li>
              <TextLink href="/picking?view=counts">See all there is to count</TextLink>
            </li>
          )}
        </ul>
      </Notice>
    </div>
  );
}
