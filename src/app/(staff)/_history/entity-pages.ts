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
import type { Entity } from "@/shared/entity";

export type EntityPage = {
  /** The heading of a list of them. */
  plural: string;
  icon: LucideIcon;
};

/**
 * What the palette and the audit know of one kind of thing, without the words of its history. The menu names its icons
 * itself: this table would bring those of all kinds to every page.
 */
export const ENTITY_PAGES = {
  order: { plural: "Orders", icon: ClipboardList },
  return: { plural: "Returns", icon: Undo2 },
  "pick-list": { plural: "Pick lists", icon: ListChecks },
  "customer-group": { plural: "Customer groups", icon: UsersRound },
  "price-list": { plural: "Price lists", icon: BadgePercent },
  carrier: { plural: "Carriers", icon: Truck },
  customer: { plural: "Customers", icon: UserRound },
  product: { plural: "Products", icon: Shirt },
  category: { plural: "Categories", icon: Tags },
  "product-import": { plural: "Imports", icon: Upload },
  "stock-transaction": { plural: "Stock entries", icon: Boxes },
  location: { plural: "Locations", icon: Warehouse },
  approval: { plural: "Approvals", icon: UserRoundCheck },
  lot: { plural: "Lots", icon: Boxes },
  "reorder-point": { plural: "Reorder points", icon: Gauge },
  shop: { plural: "Settings", icon: Settings },
  "adjustment-limit": { plural: "Adjustment limits", icon: Gauge },
  user: { plural: "Users", icon: Users },
  session: { plural: "Sessions", icon: LogIn },
  key: { plural: "API keys", icon: KeyRound },
  view: { plural: "Saved views", icon: Bookmark },
  job: { plural: "Background work", icon: Cog },
} as const satisfies Record<Entity, EntityPage>;
