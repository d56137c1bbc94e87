"use client";

import { X } from "lucide-react";
import { Dialog as Radix } from "radix-ui";
import type { ReactElement, ReactNode } from "react";
import { cn } from "@/ui/class-names";
import { IconButton } from "@/ui/icon-button";

const WIDTHS = { sm: "md:max-w-sm", md: "md:max-w-lg", lg: "md:max-w-3xl" } as const;

export type DialogProps = {
  open?: boolean;
  onOpen?: (open: boolean) => void;
  trigger?: ReactElement;
  title: string;
  description?: ReactNode;
  size?: keyof typeof WIDTHS;
  footer?: ReactNode;
  children: ReactNode;
};

/** Asks for something before one goes on. On a phone it rises from below, near the thumb. */
export function Dialog({ open, onOpen, trigger, title, description, size = "md", footer, children }: DialogProps) {
  return (
    <Radix.Root {...(open !== undefined && { open })} {...(onOpen && { onOpenChange: onOpen })}>
      {trigger && <Radix.Trigger asChild>{trigger}</Radix.Trigger>}
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 animate-appear bg-scrim" />
        <Radix.Content
          {...(!description && { "aria-describedby": undefined })}
          className={cn(
            "fixed inset-x-0 bottom-0 z-50 flex max-h-[92dvh] animate-slide-up flex-col rounded-t-xl bg-raised shadow-large outline-none",
            "md:inset-x-4 md:top-[12vh] md:bottom-auto md:mx-auto md:max-h-[76vh] md:animate-appear md:rounded-xl md:border md:border-border",
            WIDTHS[size],
          )}
        >
          <header className="pt-4 pr-14 pb-2 pl-5">
            <Radix.Title className="text-lg font-semibold">{title}</Radix.Title>
            {description && <Radix.Description className="mt-0.5 text-sm text-muted">{description}</Radix.Description>}
          </header>
          <div className="min-h-0 flex-1 overflow-y-auto overscroll-contain px-5 py-2 pb-5">{children}</div>
          {footer && (
            <footer className="flex flex-wrap justify-end gap-2 border-t border-border px-5 py-3 pb-[max(0.75rem,env(safe-area-inset-bottom))]">{footer}</footer>
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
