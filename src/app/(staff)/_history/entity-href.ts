import { ENTITIES, type Entity } from "@/shared/entity";
import { oneOf } from "@/shared/one-of";

/** The page of one thing of a kind; left out where it has none. Apart from their icons, which few pages show. */
export const ENTITY_HREFS = {
  order: (id) => `/orders/${id}`,
  return: (id) => `/returns/${id}`,
  "pick-list": (id) => `/picking/${id}`,
  "price-list": (id) => `/price-lists/${id}`,
  carrier: () => "/settings",
  customer: (id) => `/customers/${id}`,
  product: (id) => `/products/${id}`,
  lot: (id) => `/stock/${id}`,
  approval: () => "/approvals",
  shop: () => "/settings",
  key: () => "/profile/keys",
  job: () => "/system",
} as const satisfies Partial<Record<Entity, (id: string) => string>>;

const hrefs: Partial<Record<Entity, (id: string) => string>> = ENTITY_HREFS;

/** The page of a thing, where its kind has one and is known to this page. */
export function entityHref(kind: string, id: string): string | undefined {
  const entity = oneOf(ENTITIES, kind);
  return entity === null ? undefined : hrefs[entity]?.(id);
}
