"use client";

import { GoodsName } from "@/app/(staff)/_goods/goods";
import { lotName } from "@/app/(staff)/_goods/lot-name";
import type { Receipt, Return } from "@/app/(staff)/_returns/return-data";
import { useCan } from "@/client/person";
import { formatOrderNumber } from "@/modules/orders/order";
import { canUndoReceipt, DISPOSITION_NAMES, OUTCOME_NAMES } from "@/modules/returns/return";
import { Money, Quantity } from "@/ui/amount";
import { Badge } from "@/ui/badge";
import { Card, CardHeader } from "@/ui/card";
import { DateTime } from "@/ui/date-time";
import { deferred } from "@/ui/on-demand";
import { TextLink } from "@/ui/text-link";

const UndoReceipt = deferred(() => import("./undo-receipt").then((file) => file.UndoReceipt));
const ReleaseItems = deferred(() => import("./release-items").then((file) => file.ReleaseItems));

/** What came back, and what became of it. */
export function ReturnReceipts({ found }: { found: Return }) {
  if (found.receipts.length === 0) return null;
  return (
    <Card>
      <CardHeader title="Received" />
      <ol aria-label="Received items" className="flex flex-col divide-y divide-border text-sm">
        {found.receipts.map((receipt) => (
          <ReceiptItem key={receipt.id} found={found} receipt={receipt} />
        ))}
      </ol>
      <p className="mt-3 text-xs text-muted">
        A receipt that is wrong can be undone until its items are moved, sold, credited or paid back. After that, adjust
        the stock of the items, and charge with a new order what should not have been credited.
      </p>
    </Card>
  );
}

function placeOf({ disposition, locationCode, releasedTo, releasedLocationCode }: Receipt): string {
  if (disposition === null) return "sent back to the customer";
  if (disposition === "restock") return `restocked into ${locationCode ?? ""}`;
  if (disposition === "scrap") return "scrapped";
  if (releasedTo === null) return "in quarantine";
  return releasedTo === "restock"
    ? `restocked into ${releasedLocationCode ?? ""} after quarantine`
    : "scrapped after quarantine";
}

/** What was received at once is undone at once: the way to it stands below the last of it. */
const isLastOfReceiving = ({ receipts }: Return, { id, receivingId }: Receipt): boolean =>
  receivingId !== null && receipts.findLast((other) => other.receivingId === receivingId)?.id === id;

function ReceiptItem({ found, receipt }: { found: Return; receipt: Receipt }) {
  const mayRelease = useCan("returns.release-items");
  const mayUndo = useCan("returns.undo-receipt");
  const line = found.lines.find(({ id }) => id === receipt.returnLineId);
  const isHeld = receipt.disposition === "quarantine" && receipt.releasedTo === null;
  const facts = [placeOf(receipt), lotName({ lotCode: receipt.lotCode, hasSerials: line?.hasSerials ?? false })]
    .filter(Boolean)
    .join(", ");
  return (
    <li className="flex flex-col gap-1 py-2 first:pt-0 last:pb-0">
      <span className="flex flex-wrap items-baseline justify-between gap-x-3">
        <span className="min-w-0 font-medium">
          <Quantity value={receipt.quantity} /> {line && <GoodsName goods={line} />}
        </span>
        <span className="flex items-center gap-2">
          <Badge tone={receipt.outcome === "reject" ? "warning" : "neutral"}>{OUTCOME_NAMES[receipt.outcome]}</Badge>
          {isHeld && <Badge tone="warning">{DISPOSITION_NAMES.quarantine}</Badge>}
          {receipt.outcome === "refund" && <Money minor={receipt.net + receipt.tax} currency={found.currency} />}
        </span>
      </span>
      <span className="text-xs text-muted">
        <DateTime at={receipt.receivedAt} /> by {receipt.receivedByName}: {facts}
        {receipt.fee > 0 && (
          <>
            , <Money minor={receipt.fee} currency={found.currency} /> kept as a restocking fee
          </>
        )}
        {receipt.exchangeOrderId !== null && (
          <>
            , replaced by{" "}
            <TextLink href={`/orders/${receipt.exchangeOrderId}`}>
              {formatOrderNumber(receipt.exchangeNumber ?? 0)}
            </TextLink>
          </>
        )}
      </span>
      <span className="flex flex-wrap gap-2 empty:hidden">
        {isHeld && mayRelease && <ReleaseItems found={found} receipt={receipt} />}
        {mayUndo && canUndoReceipt(found.status) && isLastOfReceiving(found, receipt) && (
          <UndoReceipt found={found} receipt={receipt} />
        )}
      </span>
    </li>
  );
}
