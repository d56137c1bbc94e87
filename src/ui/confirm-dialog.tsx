"use client";

import { Slot } from "radix-ui";
import { type ReactElement, useState } from "react";
import type { ConfirmationProps } from "./confirmation";
import { onDemand } from "./on-demand";

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
        <Slot.Root
          aria-haspopup="dialog"
          aria-expanded={isOpen}
          onClick={({ currentTarget }) => {
            // Safari gives no focus to a clicked button, and the dialog gives it back to who had it.
            currentTarget.focus();
            setOpen(true);
          }}
        >
          {trigger}
        </Slot.Root>
      )}
      <Confirmation {...rest} open={isOpen} onOpen={setOpen} />
    </>
  );
}
