"use client";

import Link from "next/link";
import { usePathname, useRouter } from "next/navigation";
import type { ReactNode } from "react";
import { cn } from "./class-names";
import { Tooltip } from "./tooltip";
import { useShortcut } from "./use-shortcut";

export type NavItem = {
  href: string;
  label: string;
  icon: ReactNode;
  badge?: ReactNode;
  shortcut?: string;
  /** Highlighted at this very address only, not below it. */
  exact?: boolean;
};

export type NavGroup = { label?: string; items: readonly NavItem[] };

export function useIsHere(item: Pick<NavItem, "href" | "exact">): boolean {
  const path = usePathname();
  return path === item.href || (!item.exact && path.startsWith(`${item.href}/`));
}

/**
 * A page of the menu is asked for when somebody is about to go there: all of them at each load cost the server more
 * than the load itself, and a phone its battery.
 */
export function useAskAhead(href: string) {
  const router = useRouter();
  const ask = () => router.prefetch(href);
  return { prefetch: false, onMouseEnter: ask, onFocus: ask, onTouchStart: ask } as const;
}

type NavLinkProps = { item: NavItem; collapsed?: boolean; bindShortcut?: boolean; onGo?: () => void };

export function NavLink({ item, collapsed = false, bindShortcut = false, onGo }: NavLinkProps) {
  const router = useRouter();
  const here = useIsHere(item);
  const ahead = useAskAhead(item.href);
  useShortcut(item.shortcut, () => router.push(item.href), { enabled: bindShortcut });

  const link = (
    <Link
      href={item.href}
      {...ahead}
      aria-current={here ? "page" : undefined}
      aria-label={collapsed ? item.label : undefined}
      {...(onGo && { onClick: onGo })}
      className={cn(
        "relative flex h-8 items-center gap-2.5 rounded-md px-2 text-sm font-medium text-muted transition-colors",
        "hover:bg-subtle hover:text-foreground",
        "[&_svg]:size-4 [&_svg]:shrink-0",
        "pointer-coarse:h-11",
        here && "bg-accent-subtle text-accent-text hover:bg-accent-subtle hover:text-accent-text",
        collapsed && "justify-center px-0",
      )}
    >
      {item.icon}
      {!collapsed && <span className="min-w-0 flex-1 truncate">{item.label}</span>}
      {!collapsed && item.badge}
    </Link>
  );
  if (!collapsed && !item.shortcut) return link;
  return (
    <Tooltip side="right" text={item.label} shortcut={item.shortcut}>
      {link}
    </Tooltip>
  );
}
