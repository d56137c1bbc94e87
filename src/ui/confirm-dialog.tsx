"use client";

import { type ReactElement, useState } from "react";
import type { ConfirmationProps } from "./confirmation";
import { onDemand } from "./on-demand";
import { Slot } from "./slot";

const Confirmation = onDemand(() => import("./confirmation").then((file) => file.Confirmation));

type ConfirmDialogProps = Omit<ConfirmationProps, "open" | "onOpen"> &
  Partial<Pick<ConfirmationProps, "open" | "onOpen">> & { trigger?: ReactElement };

/** Asks before something happens: opened by its trigger, or by the caller. */
export function ConfirmDialog({ open, onOpen, trigger, ...rest }: ConfirmDialogProps) {
  const [ownOpen, setOwnOpen] = useState(false);
  const isOpen = open ?? ownOpen;
  const setOpen = onOpen ?? setOwnOpen;
  return (
    <>
      {trigger && (
        <Slot
          aria-haspopup="dialog"
          aria-expanded={isOpen}
          onClick={({ currentTarget }) => {
            // Safari gives no focus to a clicked button, and the dialog gives it back to who had it.
            currentTarget.focus();
            setOpen(true);
          }}
        >
          {trigger}
        </Slot>
      )}
      <Confirmation {...rest} open={isOpen} onOpen={setOpen} />
    </>
  );
}
