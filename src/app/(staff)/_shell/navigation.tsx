import {
  Activity,
  ArrowLeftRight,
  BadgePercent,
  Bell,
  Boxes,
  ChartColumn,
  ClipboardList,
  House,
  ListChecks,
  type LucideIcon,
  Package,
  PackagePlus,
  Plus,
  ReceiptText,
  Scale,
  ScrollText,
  Settings,
  Shirt,
  Undo2,
  Upload,
  UserRound,
  UserRoundCheck,
  Users,
  Warehouse,
} from "lucide-react";
import type { ReactNode } from "react";
import { type Permission, type Role, roleMay } from "@/shared/access";
import type { NavGroup, NavItem } from "@/ui/app-shell";
import { WaitingApprovals } from "./waiting-approvals";

/** An action that the palette offers on every page. */
type NavAction = { label: string; href: string; icon: LucideIcon; permission: Permission };

/** A page of the menu, the permission that opens it, and the actions that start there. */
type NavEntry = NavAction & {
  shortcut: string;
  /** Current at this address alone, since other entries' addresses begin with it. */
  exact?: boolean;
  /** One of the four in the bar of a phone. */
  onPhone?: boolean;
  badge?: ReactNode;
  actions?: readonly NavAction[];
};

type NavSection = { label?: string; entries: readonly NavEntry[] };

/** The one list of pages and actions, behind the menu, the bar of a phone and the palette. */
const SECTIONS: readonly NavSection[] = [
  {
    entries: [
      {
        href: "/",
        label: "Dashboard",
        icon: House,
        permission: "orders.read",
        shortcut: "g d",
        exact: true,
        onPhone: true,
      },
      {
        href: "/notifications",
        label: "Notifications",
        icon: Bell,
        permission: "notifications.read",
        shortcut: "g n",
      },
      {
        href: "/approvals",
        label: "Approvals",
        icon: UserRoundCheck,
        permission: "approvals.read",
        shortcut: "g a",
        badge: <WaitingApprovals />,
      },
    ],
  },
  {
    label: "Sales",
    entries: [
      {
        href: "/orders",
        label: "Orders",
        icon: ClipboardList,
        permission: "orders.read",
        shortcut: "g o",
        onPhone: true,
        actions: [{ label: "New order", href: "/orders/new", icon: Plus, permission: "orders.place" }],
      },
      {
        href: "/returns",
        label: "Returns",
        icon: Undo2,
        permission: "returns.read",
        shortcut: "g b",
      },
      {
        href: "/invoices",
        label: "Invoices",
        icon: ReceiptText,
        permission: "invoices.read",
        shortcut: "g i",
      },
      {
        href: "/picking",
        label: "Picking",
        icon: ListChecks,
        permission: "picking.read",
        shortcut: "g k",
      },
      {
        href: "/parcels",
        label: "Parcels",
        icon: Package,
        permission: "parcels.read",
        shortcut: "g t",
      },
      {
        href: "/customers",
        label: "Customers",
        icon: UserRound,
        permission: "customers.read",
        shortcut: "g c",
        actions: [
          {
            label: "Import customers",
            href: "/customers/import",
            icon: Upload,
            permission: "imports.import-customers",
          },
        ],
      },
      {
        href: "/price-lists",
        label: "Price lists",
        icon: BadgePercent,
        permission: "pricing.read",
        shortcut: "g f",
      },
      {
        href: "/reports",
        label: "Sales report",
        icon: ChartColumn,
        permission: "reports.read",
        shortcut: "g v",
      },
    ],
  },
  {
    label: "Inventory",
    entries: [
      {
        href: "/products",
        label: "Products",
        icon: Shirt,
        permission: "catalog.read",
        shortcut: "g p",
        actions: [
          { label: "New product", href: "/products/new", icon: Plus, permission: "catalog.create-product" },
          { label: "Import products", href: "/products/import", icon: Upload, permission: "imports.start" },
        ],
      },
      {
        href: "/stock",
        label: "Stock",
        icon: Boxes,
        permission: "inventory.read",
        shortcut: "g s",
        exact: true,
        onPhone: true,
        actions: [
          { label: "Receive items", href: "/stock/receive", icon: PackagePlus, permission: "inventory.receive-stock" },
          { label: "Move items", href: "/stock/move", icon: ArrowLeftRight, permission: "inventory.move-stock" },
        ],
      },
      {
        href: "/stock/receive",
        label: "Receive",
        icon: PackagePlus,
        permission: "inventory.receive-stock",
        shortcut: "g r",
        onPhone: true,
      },
      { href: "/warehouses", label: "Warehouses", icon: Warehouse, permission: "inventory.read", shortcut: "g w" },
    ],
  },
  {
    label: "Admin",
    entries: [
      {
        href: "/ledger",
        label: "Ledger check",
        icon: Scale,
        permission: "ledger.read",
        shortcut: "g l",
      },
      { href: "/audit", label: "Audit", icon: ScrollText, permission: "history.read-all", shortcut: "g h" },
      { href: "/system", label: "System", icon: Activity, permission: "system.read", shortcut: "g y" },
      {
        href: "/settings",
        label: "Settings",
        icon: Settings,
        permission: "shop.edit-settings",
        shortcut: "g e",
      },
      { href: "/users", label: "Users", icon: Users, permission: "users.read", shortcut: "g u" },
    ],
  },
];

const ENTRIES = SECTIONS.flatMap(({ entries }) => entries);

const openTo =
  (role: Role) =>
  ({ permission }: NavAction): boolean =>
    roleMay(role, permission);

const toItem = ({ icon: Icon, href, label, shortcut, exact = false, badge }: NavEntry): NavItem => ({
  href,
  label,
  icon: <Icon />,
  shortcut,
  exact,
  badge,
});

export const navigationOf = (role: Role): NavGroup[] =>
  SECTIONS.map(({ label, entries }) => ({
    ...(label !== undefined && { label }),
    items: entries.filter(openTo(role)).map(toItem),
  })).filter(({ items }) => items.length > 0);

export const phoneNavigationOf = (role: Role): NavItem[] =>
  ENTRIES.filter(({ onPhone }) => onPhone)
    .filter(openTo(role))
    .map(toItem);

export const actionsOf = (role: Role): NavAction[] =>
  ENTRIES.flatMap(({ actions = [] }) => actions).filter(openTo(role));
