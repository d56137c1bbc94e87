"use client";

import { Mail } from "lucide-react";
import { useState } from "react";
import { useCan } from "@/client/person";
import { DOCUMENT_NAMES } from "@/modules/documents/document";
import type { MailedKind } from "@/modules/orders/mails/mail";
import { Button } from "@/ui/button";
import { onDemand } from "@/ui/on-demand";

const SendDialog = onDemand(() => import("./send-dialog").then((file) => file.SendDialog));

type EmailDocumentProps = {
  kind: MailedKind;
  documentId: string;
  /** Of its shipment or return. */
  number: string;
  /** Among the words of a row, and not beside the buttons of a page. */
  isInline?: boolean;
};

/** Sends a document to its customer from where it stands, for those who may. */
export function EmailDocument({ kind, documentId, number, isInline = false }: EmailDocumentProps) {
  const [isSending, setSending] = useState(false);
  const called = `${DOCUMENT_NAMES[kind].toLowerCase()} ${number}`;
  if (!useCan("documents.send")) return null;
  return (
    <>
      {isInline ? (
        <Button variant="ghost" size="sm" aria-label={`Email ${called}`} onClick={() => setSending(true)}>
          Email
        </Button>
      ) : (
        <Button icon={<Mail aria-hidden />} onClick={() => setSending(true)}>
          Email
        </Button>
      )}
      <SendDialog sending={{ kind, documentId, called }} open={isSending} onOpen={setSending} />
    </>
  );
}
