"use client";

import { Menu as MenuIcon } from "lucide-react";
import Link from "next/link";
import { type ReactNode, useState } from "react";
import { cn } from "./class-names";
import { type NavGroup, type NavItem, useAskAhead, useIsHere } from "./nav-item";
import { onDemand } from "./on-demand";

const TAB_STYLE =
  "flex h-14 min-w-0 flex-1 flex-col items-center justify-center gap-0.5 text-[0.6875rem] font-medium [&_svg]:size-5";

const PhoneMenu = onDemand(async () => (await import("./phone-menu")).PhoneMenu);

type PhoneNavProps = { items: readonly NavItem[]; nav: readonly NavGroup[]; footer: ReactNode };

/** The bar at the bottom of a phone, with the whole menu one tap away. */
export function PhoneNav({ items, nav, footer }: PhoneNavProps) {
  const [open, setOpen] = useState(false);
  return (
    <nav
      aria-label="Quick navigation"
      className={cn(
        "fixed inset-x-0 bottom-0 z-30 flex border-t border-border bg-surface pb-[env(safe-area-inset-bottom)]",
        "md:hidden print:hidden",
      )}
    >
      {items.map((item) => (
        <PhoneTab key={item.href} item={item} />
      ))}
      <button
        type="button"
        aria-haspopup="dialog"
        aria-expanded={open}
        onClick={() => setOpen(true)}
        className={cn(TAB_STYLE, "text-muted")}
      >
        <MenuIcon aria-hidden />
        Menu
      </button>
      <PhoneMenu open={open} onOpen={setOpen} nav={nav} footer={footer} />
    </nav>
  );
}

function PhoneTab({ item }: { item: NavItem }) {
  const here = useIsHere(item);
  const ahead = useAskAhead(item.href);
  return (
    <Link
      href={item.href}
      {...ahead}
      aria-current={here ? "page" : undefined}
      className={cn(TAB_STYLE, "relative", here ? "text-accent-text" : "text-muted")}
    >
      {item.icon}
      <span className="max-w-full truncate px-1">{item.label}</span>
      {item.badge && <span className="absolute top-0.5 left-1/2 ml-1.5 origin-left scale-75">{item.badge}</span>}
    </Link>
  );
}
