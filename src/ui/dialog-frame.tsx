"use client";

import { X } from "lucide-react";
import { Dialog as Radix } from "radix-ui";
import type { ReactElement, ReactNode } from "react";
import { Button } from "./button";
import { cn } from "./class-names";
import { IconButton } from "./icon-button";
import { useReturnFocus } from "./use-return-focus";

export type DialogProps = {
  open?: boolean;
  onOpen?: (open: boolean) => void;
  trigger?: ReactElement;
  title: string;
  description?: ReactNode;
  size?: "sm" | "md" | "lg";
  footer?: ReactNode;
  /** What has the focus afterwards, where that is not what had it before. */
  returnTo?: () => HTMLElement | null;
  children: ReactNode;
};

type DialogFrameProps = Omit<DialogProps, "size"> & {
  look: { content: string; header: string; description: string; body: string };
};

/** What a dialog and a sheet have in common. On a phone both slide up from below, near the thumb. */
export function DialogFrame(props: DialogFrameProps) {
  const { open, onOpen, trigger, title, description, footer, returnTo, look, children } = props;
  const { save, restore } = useReturnFocus();
  return (
    <Radix.Root {...(open !== undefined && { open })} {...(onOpen && { onOpenChange: onOpen })}>
      {trigger && <Radix.Trigger asChild>{trigger}</Radix.Trigger>}
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 animate-appear bg-scrim" />
        <Radix.Content
          {...(!description && { "aria-describedby": undefined })}
          onOpenAutoFocus={(event) => {
            save();
            waitForContent(event);
          }}
          onCloseAutoFocus={(event) => restore(event, returnTo?.())}
          className={cn(
            "fixed inset-x-0 bottom-0 z-50 flex max-h-[92dvh] animate-slide-up flex-col rounded-t-xl bg-raised",
            "shadow-large outline-none",
            look.content,
          )}
        >
          <header className={cn("pr-14 pl-5", look.header)}>
            <Radix.Title className="min-w-0 text-lg font-semibold text-balance">{title}</Radix.Title>
            {description && (
              <Radix.Description className={cn("text-sm text-pretty text-muted", look.description)}>
                {description}
              </Radix.Description>
            )}
          </header>
          <div className={cn("min-h-0 flex-1 overflow-y-auto overscroll-contain", look.body)}>{children}</div>
          {footer && (
            <footer
              className={cn(
                "flex flex-wrap justify-end gap-2 border-t border-border px-5 py-3",
                "pb-[max(0.75rem,env(safe-area-inset-bottom))]",
              )}
            >
              {footer}
            </footer>
          )}
          {/* Last in order, so that the first field has the focus on opening, not this button. */}
          <Radix.Close asChild>
            <IconButton
              data-way-out
              size="sm"
              label="Close"
              icon={<X aria-hidden />}
              className="absolute top-2.5 right-3"
            />
          </Radix.Close>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

const FOCUSABLE = "a[href], button:enabled, input:enabled, select:enabled, textarea:enabled";

/** While the content is loading the frame itself has the focus: the next Tab finds the first field. */
function waitForContent(event: Event) {
  const frame = event.currentTarget;
  if (!(frame instanceof HTMLElement)) return;
  if ([...frame.querySelectorAll(FOCUSABLE)].some((target) => !target.hasAttribute("data-way-out"))) return;
  event.preventDefault();
  frame.focus();
}

/** Closes the dialog without the action; stands beside the button of the action. */
export function DialogCancel({ children = "Cancel" }: { children?: ReactNode }) {
  return (
    <Radix.Close asChild>
      <Button>{children}</Button>
    </Radix.Close>
  );
}
