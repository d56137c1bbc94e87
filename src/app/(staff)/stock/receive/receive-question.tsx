"use client";

import { useState } from "react";
import { type ClientError, refusalOf } from "@/client/refusal";
import type { Inputs } from "@/client/trpc";
import { deliveryNoteSeen, receivesExpired } from "@/modules/inventory/refusals";
import { formatDay } from "@/shared/dates";
import { type Guarded, hasParts, isNumber, isText, listOf } from "@/shared/guard";
import { formatCount } from "@/shared/plural";
import { formatQuantity } from "@/shared/quantity";
import { ConfirmDialog } from "@/ui/confirm-dialog";
import { DateTime } from "@/ui/date-time";

/** What the server asks before it receives something that is probably a mistake. */
type Answers = Pick<Inputs["inventory"]["receiveStock"], "acceptExpired" | "acceptRepeatedReference">;

const hasLots = hasParts({
  lots: listOf(hasParts({ lotCode: isText, expiresOn: isText, sku: isText })),
});
const hasReceipts = hasParts({
  receipts: listOf(
    hasParts({
      transactionId: isText,
      recordedAt: isText,
      actorName: isText,
      reference: isText,
      lineCount: isNumber,
      lines: listOf(hasParts({ sku: isText, title: isText, quantity: isNumber })),
    }),
  ),
});

type QuestionProps = { of: ClientError | null; onYes: (answer: Answers) => void };

/** Asks once for each refusal that a yes can lift. The list stays as it is after a no. */
export function ReceiveQuestion({ of: error, onYes }: QuestionProps) {
  const [answered, setAnswered] = useState<ClientError | null>(null);
  if (!error) return null;
  const { code, details } = refusalOf(error);
  const asked = { open: error !== answered, onOpen: () => setAnswered(error) };
  if (code === receivesExpired.code && hasLots(details))
    return (
      <ConfirmDialog
        {...asked}
        title="Receive expired items?"
        confirm="Receive expired items"
        onConfirm={() => onYes({ acceptExpired: true })}
      >
        <ul aria-label="Expired lots">
          {details.lots.map((lot) => (
            <li key={`${lot.sku} ${lot.lotCode}`}>
              Lot {lot.lotCode} of {lot.sku} expired on {formatDay(lot.expiresOn)}.
            </li>
          ))}
        </ul>
        <p className="mt-1.5">They will be on hand and not available: nobody can reserve or ship them.</p>
      </ConfirmDialog>
    );
  if (code === deliveryNoteSeen.code && hasReceipts(details))
    return (
      <ConfirmDialog
        {...asked}
        title="This delivery note was received before"
        confirm="Receive it again"
        onConfirm={() => onYes({ acceptRepeatedReference: true })}
      >
        {details.receipts.map((receipt) => (
          <SeenReceipt key={receipt.transactionId} receipt={receipt} />
        ))}
        <p className="mt-1.5">Receive it again only if these are other items, such as the rest of a delivery.</p>
      </ConfirmDialog>
    );
  return null;
}

function SeenReceipt({ receipt }: { receipt: Guarded<typeof hasReceipts>["receipts"][number] }) {
  const more = receipt.lineCount - receipt.lines.length;
  return (
    <div className="mb-1.5">
      <p className="font-medium text-foreground">
        {receipt.reference}, <DateTime at={receipt.recordedAt} mode="datetime" /> by {receipt.actorName}
      </p>
      <ul>
        {receipt.lines.map((line, index) => (
          <li key={index}>
            {formatQuantity(line.quantity)} × {line.title} ({line.sku})
          </li>
        ))}
        {more > 0 && <li>and {formatCount(more, "more line")}</li>}
      </ul>
    </div>
  );
}
