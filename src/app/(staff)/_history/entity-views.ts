import { CircleDot } from "lucide-react";
import { ENTITIES, type Entity } from "@/shared/entity";
import { oneOf } from "@/shared/one-of";
import { APPROVAL_CHANGES } from "./approval-changes";
import type { ChangeWords, HistoryEntry } from "./change";
import { CUSTOMER_CHANGES } from "./customer-changes";
import { ENTITY_PAGES, type EntityPage } from "./entity-pages";
import { JOB_CHANGES } from "./job-changes";
import { IMPORT_CHANGES, KEY_CHANGES, LIFECYCLE_CHANGES, SESSION_CHANGES, sessionName } from "./lifecycle-changes";
import { LIMIT_CHANGES } from "./limit-changes";
import { ORDER_CHANGES } from "./order-changes";
import { PICK_CHANGES } from "./pick-changes";
import { PRICE_LIST_CHANGES } from "./price-list-changes";
import { PRODUCT_CHANGES } from "./product-changes";
import { RETURN_CHANGES } from "./return-changes";
import { SHOP_CHANGES } from "./shop-changes";
import { LOT_CHANGES, POSTING_CHANGES, postingName } from "./stock-changes";
import { USER_CHANGES } from "./user-changes";

/** How one kind of thing is shown in the history. */
export type EntityView = EntityPage & {
  /** What an entry calls the thing; its label by default. */
  name?: (entry: HistoryEntry) => string;
  changes: ChangeWords;
};

const ENTITY_VIEWS = {
  order: { ...ENTITY_PAGES.order, changes: ORDER_CHANGES },
  return: { ...ENTITY_PAGES.return, changes: RETURN_CHANGES },
  "pick-list": { ...ENTITY_PAGES["pick-list"], changes: PICK_CHANGES },
  "customer-group": { ...ENTITY_PAGES["customer-group"], changes: LIFECYCLE_CHANGES },
  "price-list": { ...ENTITY_PAGES["price-list"], changes: PRICE_LIST_CHANGES },
  carrier: { ...ENTITY_PAGES.carrier, changes: LIFECYCLE_CHANGES },
  customer: { ...ENTITY_PAGES.customer, changes: CUSTOMER_CHANGES },
  product: { ...ENTITY_PAGES.product, changes: PRODUCT_CHANGES },
  category: { ...ENTITY_PAGES.category, changes: LIFECYCLE_CHANGES },
  "product-import": { ...ENTITY_PAGES["product-import"], changes: IMPORT_CHANGES },
  "stock-transaction": { ...ENTITY_PAGES["stock-transaction"], name: postingName, changes: POSTING_CHANGES },
  location: { ...ENTITY_PAGES.location, changes: LIFECYCLE_CHANGES },
  approval: { ...ENTITY_PAGES.approval, changes: APPROVAL_CHANGES },
  lot: { ...ENTITY_PAGES.lot, changes: LOT_CHANGES },
  "reorder-point": { ...ENTITY_PAGES["reorder-point"], changes: LIFECYCLE_CHANGES },
  shop: { ...ENTITY_PAGES.shop, name: ({ label }) => label || "the shop", changes: SHOP_CHANGES },
  "adjustment-limit": { ...ENTITY_PAGES["adjustment-limit"], changes: LIMIT_CHANGES },
  user: { ...ENTITY_PAGES.user, changes: USER_CHANGES },
  session: { ...ENTITY_PAGES.session, name: sessionName, changes: SESSION_CHANGES },
  key: { ...ENTITY_PAGES.key, changes: KEY_CHANGES },
  view: { ...ENTITY_PAGES.view, changes: LIFECYCLE_CHANGES },
  job: { ...ENTITY_PAGES.job, changes: JOB_CHANGES },
} as const satisfies Record<Entity, EntityView>;

/** Of a kind that this page does not know yet: a tab may be older than the server that wrote the entry. */
const UNKNOWN_VIEW: EntityView = { plural: "Other", icon: CircleDot, changes: LIFECYCLE_CHANGES };

export function entityView(kind: string): EntityView {
  const entity = oneOf(ENTITIES, kind);
  return entity === null ? UNKNOWN_VIEW : ENTITY_VIEWS[entity];
}
