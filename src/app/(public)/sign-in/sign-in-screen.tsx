"use client";

import { type FormEvent, useState } from "react";
import { type SignInResult, signIn } from "@/client/session";
import { buttonStyle } from "@/ui/button-style";
import { Card } from "@/ui/card";
import { Field } from "@/ui/field";
import { Input } from "@/ui/input";
import { Notice } from "@/ui/notice";
import { PlainLink } from "@/ui/plain-link";
import { Spinner } from "@/ui/spinner";

const SIGN_IN_ERRORS: Record<Exclude<SignInResult, "signed-in">, string> = {
  refused: "Wrong email or password. If you were invited, open your invitation link first.",
  busy: "Too many sign-ins right now. Try again in a few seconds.",
  "too-many-tries":
    "Too many tries with a wrong password. Wait a few minutes and try again. " +
    "If you forgot it, ask for a link below.",
  unreachable: "The server can't be reached. Your entries are kept; try again in a moment.",
};

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

/** The first page that anybody loads: a plain form, which needs none of what the staff's forms bring. */
export function SignInScreen({ returnPath }: { returnPath: string }) {
  const [missing, setMissing] = useState<readonly FieldName[]>([]);
  const { problem, isPending, send } = useSignIn(returnPath);

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    const entries = entriesOf(form);
    const empty = FIELDS.map(({ name }) => name).filter((name) => entries[name] === "");
    setMissing(empty);
    if (empty[0] === undefined) void send(entries);
    else form.querySelector<HTMLInputElement>(`[name=${empty[0]}]`)?.focus();
  };

  return (
    <Card className="w-full max-w-sm p-6">
      <h1 className="mb-4 text-xl font-semibold tracking-tight">Sign in</h1>
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
        <button
          type="submit"
          disabled={isPending}
          aria-busy={isPending || undefined}
          className={`mt-1 w-full ${buttonStyle({ variant: "primary", size: "lg" })}`}
        >
          {isPending && <Spinner />}
          Sign in
        </button>
      </form>
      <p className="mt-5 text-xs text-muted">
        <PlainLink href="/forgot-password">Forgot your password?</PlainLink> If you have no account, ask an
        administrator.
      </p>
    </Card>
  );
}

function useSignIn(returnPath: string) {
  const [problem, setProblem] = useState<string | null>(null);
  const [isPending, setPending] = useState(false);
  const send = async ({ email, password }: Entries) => {
    setPending(true);
    const result = await signIn(email, password);
    // A full page load, so that no data of the person before stays in memory.
    if (result === "signed-in") return window.location.assign(returnPath);
    setProblem(SIGN_IN_ERRORS[result]);
    setPending(false);
  };
  return { problem, isPending, send };
}
