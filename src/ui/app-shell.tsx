"use client";

import { PanelLeftClose, PanelLeftOpen, Search } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { cn } from "./class-names";
import { IconButton } from "./icon-button";
import { Kbd } from "./kbd";
import { type NavGroup, type NavItem, NavLink } from "./nav-item";
import { PhoneNav } from "./phone-nav";
import { usePersistentFlag } from "./use-persistent-state";

export type { NavGroup, NavItem } from "./nav-item";

type AppShellProps = {
  /** The product's logo; the name beside it is hidden where there is no room. */
  brand: ReactNode;
  name: string;
  homeHref: string;
  nav: readonly NavGroup[];
  /** At most four, for the bar at the bottom of a phone; the fifth place is a menu of everything. */
  phoneNav: readonly NavItem[];
  scan?: ReactNode;
  onPalette?: () => void;
  live?: ReactNode;
  /** What the page shows is old, and newer is on its way. */
  updating?: boolean;
  alerts?: ReactNode;
  user?: ReactNode;
  /** Below the navigation, on wide screens. */
  footer?: ReactNode;
  children: ReactNode;
};

/** The frame of every page: navigation, scan box and user menu. */
export function AppShell(props: AppShellProps) {
  const [collapsed, setCollapsed] = usePersistentFlag("quartermaster.sidebar-collapsed");
  return (
    <div
      className={cn(
        "min-h-dvh [--shell-top:3rem] print:pl-0 print:[--shell-top:0px]",
        collapsed ? "md:pl-14" : "md:pl-56",
      )}
    >
      <a
        href="#main"
        className={cn(
          "fixed top-2 left-2 z-60 -translate-y-16 rounded-md bg-accent px-3 py-2 text-sm font-medium",
          "text-accent-foreground focus:translate-y-0",
        )}
      >
        Skip to content
      </a>
      <Sidebar {...props} collapsed={collapsed} onCollapsed={setCollapsed} />
      <TopBar {...props} />
      <main
        id="main"
        tabIndex={-1}
        aria-busy={props.updating}
        className={cn(
          "mx-auto w-full max-w-[100rem] px-4 pt-5 pb-28 outline-none md:px-6 md:pb-10",
          props.updating && "opacity-60",
        )}
      >
        {props.children}
      </main>
      <PhoneNav items={props.phoneNav} nav={props.nav} footer={props.footer} />
    </div>
  );
}

type SidebarProps = AppShellProps & { collapsed: boolean; onCollapsed: (collapsed: boolean) => void };

function Sidebar({ brand, name, homeHref, nav, footer, collapsed, onCollapsed }: SidebarProps) {
  return (
    <aside
      aria-label="Sidebar"
      className={cn(
        "fixed inset-y-0 left-0 z-30 hidden flex-col border-r border-border bg-surface md:flex print:hidden",
        collapsed ? "w-14" : "w-56",
      )}
    >
      <div className={cn("flex h-12 shrink-0 items-center gap-2", collapsed ? "justify-center" : "px-3")}>
        <Link
          href={homeHref}
          aria-label={name}
          className="flex min-w-0 items-center gap-2 rounded-md text-base font-semibold tracking-tight"
        >
          {brand}
          {!collapsed && <span className="truncate">{name}</span>}
        </Link>
      </div>
      <nav aria-label="Main" className="flex min-h-0 flex-1 flex-col gap-4 overflow-y-auto px-2 py-2">
        {nav.map((group, index) => (
          <div key={group.label ?? index} className="flex flex-col gap-px">
            {group.label && !collapsed && <p className="px-2 pb-1 text-xs font-medium text-faint">{group.label}</p>}
            {group.label && collapsed && <div aria-hidden className="mx-2 mb-2 h-px bg-border" />}
            {group.items.map((item) => (
              <NavLink key={item.href} item={item} collapsed={collapsed} bindShortcut />
            ))}
          </div>
        ))}
      </nav>
      <div className={cn("flex shrink-0 items-center gap-2 border-t border-border p-2", collapsed && "flex-col")}>
        {!collapsed && <div className="min-w-0 flex-1">{footer}</div>}
        <IconButton
          label={collapsed ? "Expand navigation" : "Collapse navigation"}
          icon={collapsed ? <PanelLeftOpen aria-hidden /> : <PanelLeftClose aria-hidden />}
          onClick={() => onCollapsed(!collapsed)}
        />
      </div>
    </aside>
  );
}

function TopBar({ brand, name, homeHref, scan, onPalette, live, alerts, user }: AppShellProps) {
  return (
    <header
      className={cn(
        "sticky top-0 z-20 flex h-12 items-center gap-2 border-b border-border bg-background/90 px-3 backdrop-blur-sm",
        "md:px-6 print:hidden",
      )}
    >
      {/* On a phone the bar below leads home, and the scan box needs the room. */}
      <Link href={homeHref} aria-label={name} className="hidden shrink-0 items-center rounded-md sm:flex md:hidden">
        {brand}
      </Link>
      {scan && <div className="min-w-0 flex-1 md:max-w-80">{scan}</div>}
      <div className="ml-auto flex shrink-0 items-center gap-1 md:gap-2">
        {onPalette && (
          <>
            <button
              type="button"
              onClick={onPalette}
              aria-keyshortcuts="Control+K Meta+K"
              className={cn(
                "hidden h-8 w-56 items-center gap-2 rounded-md border border-border bg-surface px-2.5 text-sm",
                "text-muted hover:border-input",
                "lg:flex",
              )}
            >
              <Search aria-hidden className="size-4" />
              <span className="flex-1 text-left">Search or jump to</span>
              <Kbd keys="mod+k" />
            </button>
            <span className="lg:hidden">
              <IconButton label="Search or jump to" icon={<Search aria-hidden />} onClick={onPalette} />
            </span>
          </>
        )}
        {live}
        {alerts}
        {user}
      </div>
    </header>
  );
}
