"use client";

import { useEffect, useState } from "react";
import { askBy } from "@/client/confirm-identity";
import { onDemand } from "@/ui/on-demand";

const ConfirmIdentityDialog = onDemand(() =>
  import("./confirm-identity-dialog").then((file) => file.ConfirmIdentityDialog),
);

/** Stands on every page on which something is changed that asks for it; the dialog itself comes when it is needed. */
export function ConfirmIdentity() {
  const [answer, setAnswer] = useState<((isConfirmed: boolean) => void) | null>(null);
  useEffect(() => askBy(() => new Promise((resolve) => setAnswer(() => resolve))), []);
  const close = (isConfirmed: boolean) => {
    answer?.(isConfirmed);
    setAnswer(null);
  };
  return (
    answer && (
      <ConfirmIdentityDialog open onOpen={(isOpen) => !isOpen && close(false)} onConfirmed={() => close(true)} />
    )
  );
}
