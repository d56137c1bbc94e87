import * as z from "zod";
import { importProgressed } from "@/modules/imports/contract";
import { customersMerged, orderChanged, orderEdited } from "@/modules/orders/contract";
import { CalendarDay } from "@/shared/calendar-day";
import { ENTITIES } from "@/shared/entity";
import { Id } from "@/shared/given-id";
import { Paging } from "@/shared/paging";
import { SearchText } from "@/shared/search";
import { namesOf, type Staleness } from "@/shared/staleness";
import { AUDIT_KINDS } from "./audit";

export const ListHistory = Paging.extend({
  /** Entries about one entity. */
  entityId: Id.nullish(),
  actorId: Id.nullish(),
  /** Entries about entities of one kind. */
  entity: z.enum(ENTITIES).nullish(),
});
export type ListHistory = z.infer<typeof ListHistory>;

export const ListAll = Paging.extend({
  /** What names one thing or one request: a number, SKU, barcode, email, address of a network, or any id. */
  search: SearchText.default(""),
  actorId: Id.nullish(),
  keyId: Id.nullish(),
  /** One session of a browser: what was done in it, its beginning and its end. */
  sessionId: Id.nullish(),
  kind: z.enum(AUDIT_KINDS).nullish(),
  /** The name of what was done: `orders.confirm`. */
  action: z
    .string()
    .regex(/^[a-z]+\.[a-zA-Z-]{1,60}$/)
    .nullish(),
  warehouseId: Id.nullish(),
  /** Days of the shop's calendar, both included. */
  from: CalendarDay.nullish(),
  until: CalendarDay.nullish(),
});
export type ListAll = z.infer<typeof ListAll>;

/** People, programs and keys by words of their names, or one of them by its id. */
export const ListActors = z.strictObject({ search: SearchText.default(""), id: Id.nullish() });
export type ListActors = z.infer<typeof ListActors>;

/** What was changed of one order and what people said about it, latest first. */
export const ListOfOrder = Paging.extend({ orderId: Id });
export type ListOfOrder = z.infer<typeof ListOfOrder>;

/** What happened with one customer, latest first. */
export const ListCustomerEvents = Paging.extend({ customerId: Id });
export type ListCustomerEvents = z.infer<typeof ListCustomerEvents>;

export const HISTORY_STALENESS = {
  // Progress of an import is not a change and has no entry.
  list: [{ facts: ["*"], except: namesOf(importProgressed), within: ["entityId"] }],
  listOfOrder: [{ facts: ["*"], except: namesOf(importProgressed), about: "asked" }],
  listAll: [{ facts: ["*"], except: namesOf(importProgressed) }],
  listActors: [{ facts: ["users"] }],
  // An edit names the new customer alone, and what happens to a return none.
  listCustomerEvents: [
    { facts: ["orders", "customers", "invoices"], within: ["customerId"] },
    { facts: ["returns", ...namesOf(orderEdited, orderChanged, customersMerged)] },
  ],
  // A day is sealed and proved at night; the page asks again by itself.
  getTrail: [],
} as const satisfies Staleness;
