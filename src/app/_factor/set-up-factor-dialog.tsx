"use client";

import { Dialog } from "@/ui/dialog";
import { SetUpFactor, type StartedFactor } from "./set-up-factor";

type SetUpFactorDialogProps = { open: boolean; onOpen: (open: boolean) => void; started: StartedFactor | null };

export function SetUpFactorDialog({ open, onOpen, started }: SetUpFactorDialogProps) {
  return (
    <Dialog open={open} onOpen={onOpen} title="Set up a second factor">
      {started && <SetUpFactor started={started} onDone={() => onOpen(false)} />}
    </Dialog>
  );
}

export function SetUpFactorInline({ onOpen, started }: SetUpFactorDialogProps) {
  return started && <SetUpFactor started={started} onDone={() => onOpen(false)} />;
}
