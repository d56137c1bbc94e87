"use client";

import type { ReactNode } from "react";
import { type NavGroup, NavLink } from "./nav-item";
import { Sheet } from "./sheet";

type PhoneMenuProps = {
  open: boolean;
  onOpen: (open: boolean) => void;
  nav: readonly NavGroup[];
  footer: ReactNode;
};

/** The whole menu of a phone. */
export function PhoneMenu({ open, onOpen, nav, footer }: PhoneMenuProps) {
  return (
    <Sheet open={open} onOpen={onOpen} title="Menu" {...(footer && { footer })}>
      <div className="flex flex-col gap-4">
        {nav.map((group, index) => (
          <div key={group.label ?? index} className="flex flex-col gap-px">
            {group.label && <p className="px-2 pb-1 text-xs font-medium text-muted">{group.label}</p>}
            {group.items.map((item) => (
              <NavLink key={item.href} item={item} onGo={() => onOpen(false)} />
            ))}
          </div>
        ))}
      </div>
    </Sheet>
  );
}
