"use client";

import { useState } from "react";
import { type SignInResult, signIn } from "@/client/session";
import { SignIn } from "@/modules/users/contract";
import { Card } from "@/ui/card";
import { Form, SubmitButton, useZodForm } from "@/ui/form";
import { TextField } from "@/ui/text-field";

const SIGN_IN_ERRORS: Record<Exclude<SignInResult, "signed-in">, string> = {
  refused: "Wrong email or password. If you were invited, open your invitation link first.",
  busy: "Too many sign-ins right now. Try again in a few seconds.",
  "too-many-tries":
    "Too many tries with a wrong password. Wait a few minutes and try again. " +
    "If you forgot it, ask an administrator for a link.",
  unreachable: "The server can't be reached. Your entries are kept; try again in a moment.",
};

export function SignInScreen({ returnPath }: { returnPath: string }) {
  const form = useZodForm(SignIn, { email: "", password: "" });
  const [problem, setProblem] = useState<string | null>(null);
  const [isLeaving, setLeaving] = useState(false);

  const send = async ({ email, password }: { email: string; password: string }) => {
    const result = await signIn(email, password);
    if (result !== "signed-in") return setProblem(SIGN_IN_ERRORS[result]);
    setProblem(null);
    setLeaving(true);
    // A full page load, so that no data of the person before stays in memory.
    window.location.assign(returnPath);
  };

  return (
    <Card className="w-full max-w-sm p-6">
      <h1 className="mb-4 text-xl font-semibold tracking-tight">Sign in</h1>
      <Form form={form} onSubmit={send} error={problem} pending={isLeaving} label="Sign in">
        <TextField name="email" label="Email" type="email" inputMode="email" autoComplete="username" />
        <TextField name="password" label="Password" type="password" autoComplete="current-password" />
        <SubmitButton size="lg" className="mt-1 w-full justify-center">
          Sign in
        </SubmitButton>
      </Form>
      <p className="mt-5 text-xs text-muted">No account, or forgot your password? Ask an administrator for a link.</p>
    </Card>
  );
}
