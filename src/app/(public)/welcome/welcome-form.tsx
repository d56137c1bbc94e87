"use client";

import { useState } from "react";
import { refusalOf } from "@/client/refusal";
import { type SignInResult, signIn } from "@/client/session";
import { trpc } from "@/client/trpc";
import type { AcceptInvitation } from "@/modules/users/contract";
import { charactersMinOf } from "@/modules/users/password-rule";
import { Form, SubmitButton, useZodForm } from "@/ui/form";
import { TextField } from "@/ui/text-field";

const inputOf = (charactersMin: number) => async () => {
  const { AcceptInvitation, newPassword } = await import("@/modules/users/contract");
  return AcceptInvitation.extend({ password: newPassword(charactersMin) });
};

const hintOf = (charactersMin: number) =>
  `At least ${charactersMin} characters of any kind. Four or five random words work well and are easy to type.`;

const AFTERWARDS: Partial<Record<SignInResult, string>> = { "signed-in": "/", "code-needed": "/sign-in?step=code" };

type WelcomeFormProps = {
  token: string;
  name: string | null;
  /** Null for the first administrator, who enters it here. */ email: string | null;
  /** Then a code is asked for as well, and the password may be shorter. */
  hasFactor: boolean;
};

export function WelcomeForm({ token, name, email, hasFactor }: WelcomeFormProps) {
  const charactersMin = charactersMinOf(hasFactor);
  const form = useZodForm(inputOf(charactersMin), { token, name: name ?? "", password: "", email });
  const accept = trpc.users.acceptInvitation.useMutation();
  const [isLeaving, setLeaving] = useState(false);

  const send = (values: AcceptInvitation) =>
    accept.mutate(values, {
      onSuccess: async (accepted) => {
        setLeaving(true);
        const result = await signIn(accepted.email, values.password);
        window.location.assign(AFTERWARDS[result] ?? "/sign-in");
      },
    });

  return (
    <Form
      form={form}
      onSubmit={send}
      pending={accept.isPending || isLeaving}
      error={accept.error && refusalOf(accept.error).message}
      label="Choose a password"
    >
      {email === null ? (
        <TextField
          name="email"
          label="Email"
          type="email"
          inputMode="email"
          autoComplete="username"
          hint="You will use it to sign in."
        />
      ) : (
        <>
          <p className="text-sm">
            <span className="text-muted">You sign in as </span>
            <strong>{email}</strong>
          </p>
          {/* Unseen by people: a password manager files the new password under this name. */}
          <input type="text" name="username" autoComplete="username" value={email} readOnly hidden />
        </>
      )}
      <TextField name="name" label="Your name" autoComplete="name" hint="Shown to others in the activity history." />
      <TextField
        name="password"
        label="Password"
        type="password"
        autoComplete="new-password"
        hint={hintOf(charactersMin)}
      />
      <SubmitButton size="lg" className="mt-1 w-full justify-center">
        Save and sign in
      </SubmitButton>
    </Form>
  );
}
