"use client";

import { useFormContext } from "react-hook-form";
import { Loaded } from "@/client/loaded";
import { RefusalNotice } from "@/client/refusal";
import { type Outputs, trpc } from "@/client/trpc";
import { SendDocument } from "@/modules/documents/contract";
import { documentPath } from "@/modules/documents/document";
import { Button } from "@/ui/button";
import { Dialog, DialogCancel } from "@/ui/dialog";
import { Form, FormActions, SubmitButton, useZodForm } from "@/ui/form";
import { Notice } from "@/ui/notice";
import { PlainLink } from "@/ui/plain-link";
import { Skeleton } from "@/ui/skeleton";
import { TextField } from "@/ui/text-field";
import { notify } from "@/ui/toast";
import type { Sending } from "./mail-data";

type SendDialogProps = { sending: Sending; open: boolean; onOpen: (open: boolean) => void };
type Suggested = Outputs["documents"]["suggestMail"];

const SendForm = SendDocument.pick({ recipient: true, subject: true, body: true });
const TEXT_ROWS = 7;

/** A document on its way to the customer by email: to whom, and with what words. */
export function SendDialog({ sending, open, onOpen }: SendDialogProps) {
  return (
    <Dialog open={open} onOpen={onOpen} title={`Email ${sending.called}`} description="With the PDF attached.">
      <Suggest sending={sending} onDone={() => onOpen(false)} />
    </Dialog>
  );
}

type AskedProps = { sending: Sending; onDone: () => void };

function Suggest({ sending, onDone }: AskedProps) {
  const { kind, documentId } = sending;
  const suggested = trpc.documents.suggestMail.useQuery({ kind, documentId });
  return (
    <Loaded query={suggested} skeleton={<Skeleton className="h-80" />}>
      {(suggested) => <Asked sending={sending} suggested={suggested} onDone={onDone} />}
    </Loaded>
  );
}

/** Begins with the first address of the customer and the words of the shop's language: then Enter is enough. */
function Asked({ sending, suggested, onDone }: AskedProps & { suggested: Suggested }) {
  const { kind, documentId, called, again } = sending;
  const { recipients, subject, body, fileName, sendsMail } = suggested;
  const form = useZodForm(SendForm, {
    recipient: again?.recipient || (recipients[0]?.email ?? ""),
    subject: again?.subject || subject,
    body: again?.body || body,
  });
  const send = trpc.documents.send.useMutation({
    onSuccess: (_, { recipient }) => {
      notify.success(`${called} is on its way to ${recipient}`);
      onDone();
    },
  });
  return (
    <Form
      form={form}
      label="Email"
      pending={send.isPending}
      onSubmit={(values) => send.mutate({ kind, documentId, ...values })}
    >
      {!sendsMail && (
        <Notice tone="warning">
          No mail server is set up, so this email reaches nobody: it is kept as a file on the server.
        </Notice>
      )}
      <div className="flex flex-col gap-2">
        <TextField name="recipient" label="To" type="email" autoComplete="off" />
        <Known recipients={recipients} />
      </div>
      <TextField name="subject" label="Subject" autoComplete="off" />
      <TextField name="body" label="Text" rows={TEXT_ROWS} />
      <p className="text-sm text-muted">
        Attached:{" "}
        <PlainLink href={documentPath(kind, documentId)} target="_blank" rel="noreferrer" className="underline">
          {fileName}
        </PlainLink>
      </p>
      <RefusalNotice of={send.error} />
      <FormActions>
        <DialogCancel />
        <SubmitButton>Send</SubmitButton>
      </FormActions>
    </Form>
  );
}

/** The addresses that the customer and their contacts have, where there is a choice. */
function Known({ recipients }: { recipients: Suggested["recipients"] }) {
  const form = useFormContext();
  if (recipients.length < 2) return null;
  return (
    <ul aria-label="Known addresses" className="flex flex-wrap gap-1.5">
      {recipients.map(({ name, role, email }) => (
        <li key={`${name} ${email}`}>
          <Button size="sm" onClick={() => form.setValue("recipient", email, { shouldValidate: true })}>
            {[name, role].filter(Boolean).join(", ")}
          </Button>
        </li>
      ))}
    </ul>
  );
}
