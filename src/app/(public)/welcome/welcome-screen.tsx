"use client";

import { useEffect, useRef, useState } from "react";
import { RefusalNotice } from "@/client/refusal";
import { trpc } from "@/client/trpc";
import { Card } from "@/ui/card";
import { LinkButton } from "@/ui/link-button";
import { Skeleton } from "@/ui/skeleton";
import { WelcomeForm } from "./welcome-form";

const TITLES = {
  invitation: "Welcome to Quartermaster",
  "password-reset": "Choose a new password",
  "first-administrator": "Set up Quartermaster",
} as const;

const EXPLANATIONS = {
  invitation: "Choose the password you will sign in with.",
  "password-reset": "Saving it signs you out everywhere else.",
  "first-administrator": "You will be the first administrator and can invite others.",
} as const;

/**
 * Reads the token from the fragment, which never leaves the browser by itself, and takes it out of the address, so
 * that it stays neither on the screen nor in the history. The link is asked about by POST, in a body.
 */
export function WelcomeScreen() {
  const link = trpc.users.getLink.useMutation();
  const asked = useRef(false);
  const [token, setToken] = useState("");
  const { mutate } = link;
  useEffect(() => {
    if (asked.current) return;
    asked.current = true;
    const given = window.location.hash.slice(1);
    window.history.replaceState(null, "", window.location.pathname);
    setToken(given);
    mutate({ token: given });
  }, [mutate]);

  if (link.error) {
    return (
      <Card className="flex w-full max-w-sm flex-col gap-4 p-6">
        <h1 className="text-xl font-semibold tracking-tight">This link has expired or was already used</h1>
        <RefusalNotice of={link.error} />
        <LinkButton href="/sign-in" className="justify-center">
          Go to sign in
        </LinkButton>
      </Card>
    );
  }
  if (!link.data) {
    return (
      <Card className="flex w-full max-w-sm flex-col gap-4 p-6" aria-busy>
        <h1 className="sr-only">Checking your link...</h1>
        <Skeleton className="h-7 w-2/3" />
        <Skeleton className="h-9" />
        <Skeleton className="h-9" />
      </Card>
    );
  }
  return (
    <Card className="w-full max-w-sm p-6">
      <h1 className="text-xl font-semibold tracking-tight">{TITLES[link.data.purpose]}</h1>
      <p className="mt-1 mb-4 text-sm text-muted">{EXPLANATIONS[link.data.purpose]}</p>
      <WelcomeForm token={token} {...link.data} />
    </Card>
  );
}
