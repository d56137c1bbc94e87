"use client";

import { refusalOf } from "@/client/refusal";
import { trpc } from "@/client/trpc";
import { Card } from "@/ui/card";
import { Form, SubmitButton, useZodForm } from "@/ui/form";
import { PlainLink } from "@/ui/plain-link";
import { TextField } from "@/ui/text-field";

const fetchInput = async () => (await import("@/modules/users/contract")).AskForLink;

/** Says the same whether or not somebody has the email: an answer would tell strangers who has an account. */
export function ForgotPasswordScreen() {
  const ask = trpc.users.askForLink.useMutation();
  const form = useZodForm(fetchInput, { email: "" });
  return (
    <Card className="flex w-full max-w-sm flex-col gap-4 p-6">
      <h1 className="text-xl font-semibold tracking-tight">
        {ask.isSuccess ? "Look at your emails" : "Forgot password"}
      </h1>
      {ask.isSuccess ? (
        <p role="status" className="text-sm">
          If somebody has an account with {ask.variables.email}, a link to set a new password is on its way. It works
          for an hour. If nothing comes, ask an administrator for a link.
        </p>
      ) : (
        <Form form={form} onSubmit={(input) => ask.mutate(input)} error={ask.error && refusalOf(ask.error).message}>
          <TextField name="email" label="Email" type="email" autoComplete="username" />
          <SubmitButton pending={ask.isPending}>Send a link</SubmitButton>
        </Form>
      )}
      <p className="text-xs text-muted">
        <PlainLink href="/sign-in">Back to sign in</PlainLink>
      </p>
    </Card>
  );
}
