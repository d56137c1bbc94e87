"use client";

import { Dialog } from "@/ui/dialog";
import { RecoveryCodes } from "./recovery-codes";

type ShownCodesProps = { open: boolean; onOpen: (open: boolean) => void; codes: readonly string[] | null };

export function ShownCodes({ open, onOpen, codes }: ShownCodesProps) {
  return (
    <Dialog open={open} onOpen={onOpen} title="New recovery codes">
      {codes && <RecoveryCodes codes={codes} onDone={() => onOpen(false)} />}
    </Dialog>
  );
}
