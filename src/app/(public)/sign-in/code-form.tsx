"use client";

import { type FormEvent, useEffect, useRef, useState } from "react";
import { buttonStyle } from "@/ui/button-style";
import { Field } from "@/ui/field";
import { Input } from "@/ui/input";
import { Notice } from "@/ui/notice";
import { SignInButton } from "./sign-in-button";

const KINDS = {
  app: {
    label: "Code",
    hint: "Six digits from your authenticator app.",
    input: { inputMode: "numeric", autoComplete: "one-time-code" },
    other: "Use a recovery code",
  },
  recovery: {
    label: "Recovery code",
    hint: "One of those that you kept. It works once.",
    input: { autoComplete: "off" },
    other: "Use your authenticator app",
  },
} as const;

type CodeFormProps = {
  problem: string | null;
  isPending: boolean;
  onSend: (code: string) => void;
  onStartAgain: () => void;
};

/** The second step: a code, typed or pasted with or without its space. */
export function CodeForm({ problem, isPending, onSend, onStartAgain }: CodeFormProps) {
  const [kind, setKind] = useState<keyof typeof KINDS>("app");
  const [isMissing, setMissing] = useState(false);
  const { label, hint, input, other } = KINDS[kind];
  const form = useRef<HTMLFormElement>(null);
  // The password's field, which had the focus, is gone.
  useEffect(() => form.current?.querySelector("input")?.focus(), [kind]);

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const code = String(new FormData(event.currentTarget).get("code") ?? "").trim();
    setMissing(code === "");
    if (code !== "") onSend(code);
    else event.currentTarget.querySelector("input")?.focus();
  };
  const link = buttonStyle({ variant: "ghost", size: "sm" });

  return (
    <>
      <form ref={form} noValidate method="post" aria-label="Sign in" onSubmit={submit} className="flex flex-col gap-4">
        {problem && <Notice tone="danger">{problem}</Notice>}
        <Field key={kind} label={label} hint={hint} error={isMissing ? "Enter the code." : null}>
          {(control) => <Input {...control} {...input} name="code" onChange={() => setMissing(false)} />}
        </Field>
        <SignInButton isPending={isPending} />
      </form>
      <div className="mt-4 flex flex-wrap justify-between gap-2">
        <button type="button" className={link} onClick={() => setKind(kind === "app" ? "recovery" : "app")}>
          {other}
        </button>
        <button type="button" className={link} onClick={onStartAgain}>
          Start again
        </button>
      </div>
    </>
  );
}
