"use client";

import { useState } from "react";
import { useCan } from "@/client/person";
import { trpc } from "@/client/trpc";
import { DOCUMENT_NAMES, sentPdfPath } from "@/modules/documents/document";
import { type MailState, mayBeSentAgain } from "@/modules/orders/mails/mail";
import { Badge, type Tone } from "@/ui/badge";
import { Button } from "@/ui/button";
import { Card, CardHeader } from "@/ui/card";
import { DateTime } from "@/ui/date-time";
import { onDemand } from "@/ui/on-demand";
import { PlainLink } from "@/ui/plain-link";
import type { SentMail } from "./mail-data";

const SendDialog = onDemand(() => import("./send-dialog").then((file) => file.SendDialog));

const STATES = {
  queued: { label: "On its way", tone: "info" },
  sent: { label: "Sent", tone: "success" },
  refused: { label: "Refused", tone: "danger" },
  stopped: { label: "Not sent", tone: "danger" },
} as const satisfies Record<MailState, { label: string; tone: Tone }>;

const AFTER_ANSWER: Readonly<Partial<Record<MailState, string>>> = {
  queued: " It is tried again.",
  stopped: " It was tried for two hours.",
};

type SentMailsProps = {
  orderId: string;
  /** Only those with this document. */
  documentId?: string;
};

/** To whom documents of an order were sent by email, and what became of each. */
export function SentMails({ orderId, documentId }: SentMailsProps) {
  const { data } = trpc.orders.getMails.useQuery({ orderId });
  const maySend = useCan("documents.send");
  const [again, setAgain] = useState<SentMail | null>(null);
  const [isOpen, setOpen] = useState(false);
  const rows = (data?.rows ?? []).filter((mail) => documentId === undefined || mail.documentId === documentId);
  if (rows.length === 0) return null;
  const sendAgain = (mail: SentMail) => {
    setAgain(mail);
    setOpen(true);
  };
  return (
    <Card>
      <CardHeader title="Emails" />
      <ol aria-label="Emails" className="flex flex-col divide-y divide-border text-sm">
        {rows.map((mail) => (
          <Mail key={mail.id} mail={mail} onAgain={maySend ? () => sendAgain(mail) : null} />
        ))}
      </ol>
      {again && (
        <SendDialog
          key={again.id}
          sending={{ ...again, called: calledOf(again), again }}
          open={isOpen}
          onOpen={setOpen}
        />
      )}
    </Card>
  );
}

const calledOf = ({ kind, number }: SentMail): string => `${DOCUMENT_NAMES[kind]} ${number}`;

function Mail({ mail, onAgain }: { mail: SentMail; onAgain: (() => void) | null }) {
  const { state, recipient, answer, hasPdf } = mail;
  const { label, tone } = STATES[state];
  return (
    <li className="flex flex-col gap-1 py-2 first:pt-0 last:pb-0">
      <span className="flex items-center justify-between gap-2">
        {hasPdf ? (
          <PlainLink href={sentPdfPath(mail.id)} target="_blank" rel="noreferrer" className="min-w-0 underline">
            {calledOf(mail)}
          </PlainLink>
        ) : (
          <span className="min-w-0">{calledOf(mail)}</span>
        )}
        <Badge tone={tone}>{label}</Badge>
      </span>
      <span className="wrap-anywhere">{recipient || "A customer who was erased"}</span>
      <span className="text-xs text-muted">
        <DateTime at={mail.endedAt ?? mail.askedAt} mode="datetime" /> by {mail.askedByName}
      </span>
      {answer !== "" && (
        <span className="text-xs wrap-anywhere text-danger-text">
          {answer}
          {AFTER_ANSWER[state]}
        </span>
      )}
      {mayBeSentAgain(state) && recipient !== "" && onAgain && (
        <Button size="sm" className="self-start" onClick={onAgain}>
          Try again
        </Button>
      )}
    </li>
  );
}
