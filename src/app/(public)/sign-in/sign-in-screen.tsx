"use client";

import { type FormEvent, useState } from "react";
import { Card } from "@/ui/card";
import { Field } from "@/ui/field";
import { Input } from "@/ui/input";
import { Notice } from "@/ui/notice";
import { PlainLink } from "@/ui/plain-link";
import { CodeForm } from "./code-form";
import { SignInButton } from "./sign-in-button";
import { type Step, useSignIn } from "./use-sign-in";

const FIELDS = [
  { name: "email", label: "Email", type: "email", autoComplete: "username", missing: "Enter your email." },
  {
    name: "password",
    label: "Password",
    type: "password",
    autoComplete: "current-password",
    missing: "Enter the password.",
  },
] as const;

type FieldName = (typeof FIELDS)[number]["name"];
type Entries = Record<FieldName, string>;

const entriesOf = (form: HTMLFormElement): Entries => {
  const data = new FormData(form);
  return { email: String(data.get("email") ?? ""), password: String(data.get("password") ?? "") };
};

type SignInScreenProps = { returnPath: string; firstStep: Step };

/** The first page that anybody loads: plain forms, which need none of what the staff's forms bring. */
export function SignInScreen({ returnPath, firstStep }: SignInScreenProps) {
  const { step, problem, isPending, sendPassword, sendCode, startAgain } = useSignIn(returnPath, firstStep);
  const shown = { problem, isPending };
  return (
    <Card className="w-full max-w-sm p-6">
      <h1 className="mb-4 text-xl font-semibold tracking-tight">Sign in</h1>
      {step === "password" ? (
        <PasswordForm {...shown} onSend={sendPassword} />
      ) : (
        <CodeForm {...shown} onSend={sendCode} onStartAgain={startAgain} />
      )}
    </Card>
  );
}

type PasswordFormProps = {
  problem: string | null;
  isPending: boolean;
  onSend: (email: string, password: string) => void;
};

function PasswordForm({ problem, isPending, onSend }: PasswordFormProps) {
  const [missing, setMissing] = useState<readonly FieldName[]>([]);

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    const entries = entriesOf(form);
    const empty = FIELDS.map(({ name }) => name).filter((name) => entries[name] === "");
    setMissing(empty);
    if (empty[0] === undefined) onSend(entries.email, entries.password);
    else form.querySelector<HTMLInputElement>(`[name=${empty[0]}]`)?.focus();
  };

  return (
    <>
      {/* Before the scripts run, a form without `post` would put the password into the address. */}
      <form noValidate method="post" aria-label="Sign in" onSubmit={submit} className="flex flex-col gap-4">
        {problem && <Notice tone="danger">{problem}</Notice>}
        {FIELDS.map(({ name, label, missing: message, ...input }) => (
          <Field key={name} label={label} error={missing.includes(name) ? message : null}>
            {(control) => (
              <Input
                {...control}
                {...input}
                name={name}
                onChange={() => setMissing((names) => names.filter((other) => other !== name))}
              />
            )}
          </Field>
        ))}
        <SignInButton isPending={isPending} />
      </form>
      <p className="mt-5 text-xs text-muted">
        <PlainLink href="/forgot-password">Forgot your password?</PlainLink> If you have no account, ask an
        administrator.
      </p>
    </>
  );
}
