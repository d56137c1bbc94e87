"use client";

import { type ReactNode, useState } from "react";
import { RefusalNotice } from "@/client/refusal";
import { trpc } from "@/client/trpc";
import { newId } from "@/shared/id";
import { Button } from "@/ui/button";
import { onDemand } from "@/ui/on-demand";
import type { StartedFactor } from "./set-up-factor";

const SetUpFactorDialog = onDemand(() => import("./set-up-factor-dialog").then((file) => file.SetUpFactorDialog));
const SetUpFactorInline = onDemand(() => import("./set-up-factor-dialog").then((file) => file.SetUpFactorInline));

type StartFactorProps = { isInline?: boolean; onStarted?: () => void; onDone: () => void; children: ReactNode };

/** Begins to set up a second factor, in a dialog or where it stands. */
export function StartFactor({ isInline = false, onStarted, onDone, children }: StartFactorProps) {
  const [started, setStarted] = useState<StartedFactor | null>(null);
  const start = trpc.users.startFactor.useMutation({
    onSuccess: (begun) => {
      setStarted(begun);
      onStarted?.();
    },
  });
  const close = () => {
    setStarted(null);
    onDone();
  };
  if (isInline && started) return <SetUpFactorInline open started={started} onOpen={close} />;
  return (
    <>
      <Button
        variant={isInline ? "primary" : "secondary"}
        pending={start.isPending}
        onClick={() => start.mutate({ factorId: newId() })}
      >
        {children}
      </Button>
      <RefusalNotice of={start.error} />
      {!isInline && <SetUpFactorDialog open={started !== null} started={started} onOpen={close} />}
    </>
  );
}
