import {
  Boxes,
  CircleDot,
  ClipboardList,
  Gauge,
  LogIn,
  type LucideIcon,
  Settings,
  Shirt,
  Tags,
  Upload,
  UserRound,
  Users,
  Warehouse,
} from "lucide-react";
import { ENTITIES, type Entity } from "@/shared/entity";
import { oneOf } from "@/shared/one-of";
import type { ChangeWords, HistoryEntry } from "./change";
import { CUSTOMER_CHANGES } from "./customer-changes";
import { IMPORT_CHANGES, LIFECYCLE_CHANGES, SESSION_CHANGES, sessionName } from "./lifecycle-changes";
import { LIMIT_CHANGES } from "./limit-changes";
import { ORDER_CHANGES } from "./order-changes";
import { PRODUCT_CHANGES } from "./product-changes";
import { SHOP_CHANGES } from "./shop-changes";
import { POSTING_CHANGES, postingName } from "./stock-changes";
import { USER_CHANGES } from "./user-changes";

/** How one kind of thing is shown wherever it is met: in the history, the palette, a scan or a movement's document. */
export type EntityView = {
  /** The heading of a list of them. */
  plural: string;
  icon: LucideIcon;
  /** The page of one of them; left out where they have none. */
  href?: (id: string) => string;
  /** What an entry calls the thing; its label by default. */
  name?: (entry: HistoryEntry) => string;
  changes: ChangeWords;
};

export const ENTITY_VIEWS = {
  order: { plural: "Orders", icon: ClipboardList, href: (id) => `/orders/${id}`, changes: ORDER_CHANGES },
  customer: { plural: "Customers", icon: UserRound, href: (id) => `/customers/${id}`, changes: CUSTOMER_CHANGES },
  product: { plural: "Products", icon: Shirt, href: (id) => `/products/${id}`, changes: PRODUCT_CHANGES },
  category: { plural: "Categories", icon: Tags, changes: LIFECYCLE_CHANGES },
  "product-import": { plural: "Imports", icon: Upload, changes: IMPORT_CHANGES },
  "stock-transaction": { plural: "Stock entries", icon: Boxes, name: postingName, changes: POSTING_CHANGES },
  location: { plural: "Locations", icon: Warehouse, changes: LIFECYCLE_CHANGES },
  "reorder-point": { plural: "Reorder points", icon: Gauge, changes: LIFECYCLE_CHANGES },
  shop: {
    plural: "Settings",
    icon: Settings,
    href: () => "/settings",
    name: ({ label }) => label || "the shop",
    changes: SHOP_CHANGES,
  },
  "adjustment-limit": { plural: "Adjustment limits", icon: Gauge, changes: LIMIT_CHANGES },
  user: { plural: "Users", icon: Users, changes: USER_CHANGES },
  session: { plural: "Sessions", icon: LogIn, name: sessionName, changes: SESSION_CHANGES },
} as const satisfies Record<Entity, EntityView>;

/** Of a kind that this page does not know yet: a tab may be older than the server that wrote the entry. */
const UNKNOWN_VIEW: EntityView = { plural: "Other", icon: CircleDot, changes: LIFECYCLE_CHANGES };

export function entityView(kind: string): EntityView {
  const entity = oneOf(ENTITIES, kind);
  return entity === null ? UNKNOWN_VIEW : ENTITY_VIEWS[entity];
}
