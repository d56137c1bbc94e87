"use client";

import { X } from "lucide-react";
import { Dialog as Radix } from "radix-ui";
import { cn } from "@/ui/class-names";
import type { DialogProps } from "@/ui/dialog";
import { IconButton } from "@/ui/icon-button";

const WIDTHS = { sm: "md:w-80", md: "md:w-[28rem]", lg: "md:w-[44rem]" } as const;

/** A panel beside the page on a desk, from below on a phone: for looking closer without leaving. */
export function Sheet({ open, onOpen, trigger, title, description, size = "md", footer, children }: DialogProps) {
  return (
    <Radix.Root {...(open !== undefined && { open })} {...(onOpen && { onOpenChange: onOpen })}>
      {trigger && <Radix.Trigger asChild>{trigger}</Radix.Trigger>}
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 animate-appear bg-scrim" />
        <Radix.Content
          {...(!description && { "aria-describedby": undefined })}
          className={cn(
            "fixed inset-x-0 bottom-0 z-50 flex max-h-[92dvh] animate-slide-up flex-col rounded-t-xl bg-raised shadow-large outline-none",
            "md:inset-y-0 md:right-0 md:left-auto md:max-h-none md:animate-slide-left md:rounded-none md:border-l md:border-border",
            WIDTHS[size],
          )}
        >
          <header className="border-b border-border py-3 pr-14 pl-5">
            <Radix.Title className="text-lg font-semibold">{title}</Radix.Title>
            {description && <Radix.Description className="text-sm text-muted">{description}</Radix.Description>}
          </header>
          <div className="min-h-0 flex-1 overflow-y-auto overscroll-contain p-5">{children}</div>
          {footer && (
            <footer className="flex justify-end gap-2 border-t border-border px-5 py-3 pb-[max(0.75rem,env(safe-area-inset-bottom))]">{footer}</footer>
          )}
          {/* Last in order, so that what opens puts the focus on its first field and not on its way out. */}
          <Radix.Close asChild>
            <IconButton size="sm" label="Close" icon={<X aria-hidden />} className="absolute top-2.5 right-3" />
          </Radix.Close>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
