import * as z from "zod";
import { AcceptedUse } from "@/modules/catalog/contract";
import { defineError } from "@/shared/error";
import { defineEvent } from "@/shared/event";
import { Id } from "@/shared/given-id";
import { Paging } from "@/shared/paging";
import { SearchText } from "@/shared/search";
import type { Staleness } from "@/shared/staleness";
import { CUSTOMER_SORTS } from "./customer-sorts";

const NAME_CHARACTERS_MAX = 200;
const NOTE_CHARACTERS_MAX = 2_000;

const Note = z.string().trim().max(NOTE_CHARACTERS_MAX);

export const CreateCustomer = z.strictObject({
  name: z.string().trim().min(1, "Enter a name.").max(NAME_CHARACTERS_MAX),
  email: z.email("Enter a valid email address.").max(NAME_CHARACTERS_MAX).or(z.literal("")).optional(),
  phone: z.string().trim().max(NAME_CHARACTERS_MAX).optional(),
  address: Note.optional(),
  country: z
    .string()
    .regex(/^([A-Z]{2})?$/, "Enter a two-letter country code, for example DE.")
    .optional(),
  note: Note.optional(),
});
export type CreateCustomer = z.infer<typeof CreateCustomer>;

export const EditCustomer = CreateCustomer.extend({ customerId: Id, version: z.number().int().min(1) });
export type EditCustomer = z.infer<typeof EditCustomer>;

export const CustomerRef = z.strictObject({ customerId: Id });
export type CustomerRef = z.infer<typeof CustomerRef>;

export const ArchiveCustomer = z.strictObject({ customerId: Id, archived: z.boolean(), acceptUse: AcceptedUse });
export type ArchiveCustomer = z.infer<typeof ArchiveCustomer>;

export const ListCustomers = Paging.extend({
  search: SearchText.optional(),
  archived: z.boolean().default(false),
  sort: z.enum(CUSTOMER_SORTS).default("name"),
  descending: z.boolean().default(false),
});
export type ListCustomers = z.infer<typeof ListCustomers>;

export const customerChanged = defineEvent("customers.changed", z.object({ customerId: Id }));

export const CUSTOMERS_STALENESS = {
  // The shop's language sorts it.
  list: [{ facts: ["customers", "shop"] }],
  get: [{ facts: ["customers"], about: "asked" }],
} as const satisfies Staleness;

export const customerNotFound = defineError<{ customerId: string }>(
  "customers.not-found",
  "not-found",
  () => "This customer doesn't exist. Choose one from the list of customers.",
);

export const customerArchived = defineError<{ customerId: string; name: string }>(
  "customers.archived",
  "conflict",
  ({ name }) => `${name} is archived, and archived customers get no orders. Restore the customer first.`,
);

export const customerErased = defineError<{ name: string }>(
  "customers.erased",
  "conflict",
  ({ name }) => `The personal data of ${name} was erased, so nothing of this customer can be changed any more.`,
);

export type CustomerValues = Record<keyof CreateCustomer, string>;
export const customerChangedMeanwhile = defineError<{ version: number; theirs: CustomerValues }>(
  "customers.changed-meanwhile",
  "conflict",
  ({ theirs }) =>
    `Someone else saved ${theirs.name} while you were editing. ` +
    "Your entries are kept: compare them with theirs, then save again.",
);
