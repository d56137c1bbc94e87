"use client";

import { useState } from "react";
import { refusalOf } from "@/client/refusal";
import { type Outputs, trpc } from "@/client/trpc";
import { ConfirmFactor } from "@/modules/users/contract";
import { CopyButton } from "@/ui/copy-button";
import { Form, FormActions, SubmitButton, useZodForm } from "@/ui/form";
import { TextField } from "@/ui/text-field";
import { QrCode } from "./qr-code";
import { RecoveryCodes } from "./recovery-codes";

export type StartedFactor = Outputs["users"]["startFactor"];

/** Scan, enter a first code, keep the recovery codes. Until the code was given nothing has changed. */
export function SetUpFactor({ started, onDone }: { started: StartedFactor; onDone: () => void }) {
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  if (codes) return <RecoveryCodes codes={codes} onDone={onDone} />;
  return <Scan started={started} onConfirmed={setCodes} />;
}

type ScanProps = { started: StartedFactor; onConfirmed: (codes: readonly string[]) => void };

function Scan({ started: { factorId, secret, address }, onConfirmed }: ScanProps) {
  const form = useZodForm(ConfirmFactor, { factorId, code: "" });
  const confirm = trpc.users.confirmFactor.useMutation({ onSuccess: ({ codes }) => onConfirmed(codes) });
  return (
    <Form
      form={form}
      onSubmit={(values) => confirm.mutate(values)}
      pending={confirm.isPending}
      error={confirm.error && refusalOf(confirm.error).message}
      label="Set up a second factor"
    >
      <p className="text-sm">Scan this with an authenticator app, then enter the code that it shows.</p>
      <div className="flex flex-wrap items-center gap-4">
        <QrCode text={address} label="QR code for an authenticator app" />
        <div className="min-w-0 flex-1 basis-40 text-sm">
          <p className="text-muted">If you can&apos;t scan it, type this key:</p>
          <p className="flex items-center gap-2">
            <code className="font-mono wrap-anywhere" data-testid="factor-secret">
              {secret.replaceAll(/.{4}(?=.)/g, "$& ")}
            </code>
            <CopyButton text={secret} label="Copy the key" />
          </p>
        </div>
      </div>
      <TextField name="code" label="Code" inputMode="numeric" autoComplete="one-time-code" hint="Six digits." />
      <FormActions>
        <SubmitButton>Turn it on</SubmitButton>
      </FormActions>
    </Form>
  );
}
