import {
  BadgePercent,
  Bookmark,
  Boxes,
  ClipboardList,
  Cog,
  Gauge,
  KeyRound,
  ListChecks,
  LogIn,
  type LucideIcon,
  Settings,
  Shirt,
  Tags,
  Truck,
  Undo2,
  Upload,
  UserRound,
  UserRoundCheck,
  Users,
  UsersRound,
  Warehouse,
} from "lucide-react";
import { ENTITIES, type Entity } from "@/shared/entity";
import { oneOf } from "@/shared/one-of";

export type EntityPage = {
  /** The heading of a list of them. */
  plural: string;
  icon: LucideIcon;
  /** The page of one of them; left out where they have none. */
  href?: (id: string) => string;
};

/**
 * What the palette and the audit know of one kind of thing, without the words of its history. The menu names its icons
 * itself: this table would bring those of all kinds to every page.
 */
export const ENTITY_PAGES = {
  order: { plural: "Orders", icon: ClipboardList, href: (id) => `/orders/${id}` },
  return: { plural: "Returns", icon: Undo2, href: (id) => `/returns/${id}` },
  "pick-list": { plural: "Pick lists", icon: ListChecks, href: (id) => `/picking/${id}` },
  "customer-group": { plural: "Customer groups", icon: UsersRound },
  "price-list": { plural: "Price lists", icon: BadgePercent, href: (id) => `/price-lists/${id}` },
  carrier: { plural: "Carriers", icon: Truck, href: () => "/settings" },
  customer: { plural: "Customers", icon: UserRound, href: (id) => `/customers/${id}` },
  product: { plural: "Products", icon: Shirt, href: (id) => `/products/${id}` },
  category: { plural: "Categories", icon: Tags },
  "product-import": { plural: "Imports", icon: Upload },
  "stock-transaction": { plural: "Stock entries", icon: Boxes },
  location: { plural: "Locations", icon: Warehouse },
  approval: { plural: "Approvals", icon: UserRoundCheck, href: () => "/approvals" },
  "reorder-point": { plural: "Reorder points", icon: Gauge },
  shop: { plural: "Settings", icon: Settings, href: () => "/settings" },
  "adjustment-limit": { plural: "Adjustment limits", icon: Gauge },
  user: { plural: "Users", icon: Users },
  session: { plural: "Sessions", icon: LogIn },
  key: { plural: "API keys", icon: KeyRound, href: () => "/profile/keys" },
  view: { plural: "Saved views", icon: Bookmark },
  job: { plural: "Background work", icon: Cog, href: () => "/system" },
} as const satisfies Record<Entity, EntityPage>;

/** The page of a thing, where its kind has one and is known to this page. */
export function entityHref(kind: string, id: string): string | undefined {
  const entity = oneOf(ENTITIES, kind);
  const page: EntityPage | null = entity && ENTITY_PAGES[entity];
  return page?.href?.(id);
}
