import { Boxes, ClipboardList, House, PackagePlus, Scale, Shirt, UserRound, Users, Warehouse } from "lucide-react";
import type { ReactNode } from "react";
import { type Permission, type Role, roleMay } from "@/shared/access";
import type { NavGroup, NavItem } from "@/ui/app-shell";

type Place = {
  href: string;
  label: string;
  icon: ReactNode;
  permission: Permission;
  shortcut?: string;
  exact?: boolean;
};

/** Every place one can go, with the right that opens it. */
const GROUPS: readonly { label?: string; places: readonly Place[] }[] = [
  {
    places: [
      { href: "/", label: "Dashboard", icon: <House />, permission: "orders.read", shortcut: "g d", exact: true },
    ],
  },
  {
    label: "Sell",
    places: [
      { href: "/orders", label: "Orders", icon: <ClipboardList />, permission: "orders.read", shortcut: "g o" },
      { href: "/customers", label: "Customers", icon: <UserRound />, permission: "orders.read", shortcut: "g c" },
    ],
  },
  {
    label: "Hold",
    places: [
      { href: "/products", label: "Products", icon: <Shirt />, permission: "catalog.read", shortcut: "g p" },
      { href: "/stock", label: "Stock", icon: <Boxes />, permission: "inventory.read", shortcut: "g s", exact: true },
      {
        href: "/stock/receive",
        label: "Receive",
        icon: <PackagePlus />,
        permission: "inventory.receive-stock",
        shortcut: "g r",
      },
      { href: "/warehouses", label: "Warehouses", icon: <Warehouse />, permission: "inventory.read", shortcut: "g w" },
    ],
  },
  {
    label: "Run",
    places: [
      {
        href: "/ledger",
        label: "Ledger check",
        icon: <Scale />,
        permission: "inventory.verify-ledger",
        shortcut: "g l",
      },
      { href: "/users", label: "Users", icon: <Users />, permission: "users.read", shortcut: "g u" },
    ],
  },
];

const PHONE_HREFS: readonly string[] = ["/", "/orders", "/stock", "/stock/receive"];

const toItem = ({ permission: _, ...item }: Place): NavItem => item;

export const navigationOf = (role: Role): NavGroup[] =>
  GROUPS.map(({ label, places }) => ({
    ...(label === undefined ? {} : { label }),
    items: places.filter((place) => roleMay(role, place.permission)).map(toItem),
  })).filter((group) => group.items.length > 0);

export const phoneNavigationOf = (role: Role): NavItem[] =>
  navigationOf(role)
    .flatMap((group) => [...group.items])
    .filter((item) => PHONE_HREFS.includes(item.href));
