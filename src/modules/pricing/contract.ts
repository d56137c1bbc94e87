import * as z from "zod";
import { FIRST_DAY } from "@/modules/catalog/taxes/tax";
import { CalendarDay } from "@/shared/calendar-day";
import { defineEvent } from "@/shared/event";
import { Id } from "@/shared/given-id";
import { PRICE_MAX, RATE_SCALE } from "@/shared/money";
import { oneLine } from "@/shared/one-line";
import { Paging } from "@/shared/paging";
import { QUANTITY_MAX } from "@/shared/quantity";
import { SearchText } from "@/shared/search";
import type { Staleness } from "@/shared/staleness";

const NAME_CHARACTERS_MAX = 80;
const SKU_CHARACTERS_MAX = 100;
/** Of one form that asks what its products cost. */
const VARIANTS_ASKED_MAX = 200;
export const ENTRIES_AT_ONCE_MAX = 1_000;

const Version = z.number().int().min(1);

const Fields = z.strictObject({
  name: z.string().overwrite(oneLine).min(1, "Enter a name.").max(NAME_CHARACTERS_MAX),
  /** Days of the shop's calendar, both included. */
  validFrom: CalendarDay.nullable().default(null),
  validUntil: CalendarDay.nullable().default(null),
  /** Off the usual price of what has no price in the list. */
  discountRate: z.number().int().min(0, "A discount must not be negative.").max(RATE_SCALE).default(0),
});
const endsLater = ({ validFrom, validUntil }: z.infer<typeof Fields>): boolean =>
  validFrom === null || validUntil === null || validFrom <= validUntil;
const ENDS_LATER = { message: "Choose a day on or after the first one.", path: ["validUntil"] };

export const CreatePriceList = Fields.refine(endsLater, ENDS_LATER);
export type CreatePriceList = z.infer<typeof CreatePriceList>;

export const PriceListRef = z.strictObject({ priceListId: Id });
export type PriceListRef = z.infer<typeof PriceListRef>;

/** The whole list after the edit. `version` is the one the person saw. */
export const EditPriceList = Fields.extend({ priceListId: Id, version: Version }).refine(endsLater, ENDS_LATER);
export type EditPriceList = z.infer<typeof EditPriceList>;

export const ArchivePriceList = PriceListRef.extend({ archived: z.boolean() });
export type ArchivePriceList = z.infer<typeof ArchivePriceList>;

/** Whether a group, or one customer, has the list. */
export const AssignGroup = PriceListRef.extend({ groupId: Id, isAssigned: z.boolean() });
export type AssignGroup = z.infer<typeof AssignGroup>;
export const AssignCustomer = PriceListRef.extend({ customerId: Id, isAssigned: z.boolean() });
export type AssignCustomer = z.infer<typeof AssignCustomer>;

const Price = z
  .number("Enter a price.")
  .int("Enter a price in whole minor units.")
  .min(0, "A price must not be negative.")
  .max(PRICE_MAX);
const QuantityFrom = z.number().int("Enter a whole number.").min(1, "Enter at least 1.").max(QUANTITY_MAX);
const ENTRY = {
  /** So many or more cost this. */
  quantityFrom: QuantityFrom.default(1),
  /** Null is always. It holds until another price for that quantity begins. */
  validFrom: CalendarDay.nullable()
    .default(null)
    .transform((day) => day ?? FIRST_DAY),
  price: Price,
};

export const AddEntry = PriceListRef.extend({ variantId: Id, ...ENTRY });
export type AddEntry = z.infer<typeof AddEntry>;
/** The whole price after the edit. `version` is the one the person saw. */
export const EditEntry = z.strictObject({ entryId: Id, version: Version, ...ENTRY });
export type EditEntry = z.infer<typeof EditEntry>;
export const RemoveEntry = z.strictObject({ entryId: Id });
export type RemoveEntry = z.infer<typeof RemoveEntry>;

/** Many prices at once, by SKU: each takes the place of the one of its product, quantity and day. */
export const LoadEntries = PriceListRef.extend({
  entries: z
    .array(z.strictObject({ sku: z.string().trim().min(1).max(SKU_CHARACTERS_MAX), ...ENTRY }))
    .min(1, "Enter at least one price.")
    .max(ENTRIES_AT_ONCE_MAX, `Enter at most ${ENTRIES_AT_ONCE_MAX} prices at once.`),
});
export type LoadEntries = z.infer<typeof LoadEntries>;

export const ListPriceLists = Paging.extend({
  search: SearchText.optional(),
  archived: z.boolean().default(false),
  descending: z.boolean().default(false),
});
export type ListPriceLists = z.infer<typeof ListPriceLists>;

export const ListEntries = Paging.extend({ priceListId: Id, search: SearchText.optional() });
export type ListEntries = z.infer<typeof ListEntries>;

export const ListOfCustomer = z.strictObject({ customerId: Id });
export type ListOfCustomer = z.infer<typeof ListOfCustomer>;
/** Who has a list of their own. */
export const ListCustomers = Paging.extend({ priceListId: Id });
export type ListCustomers = z.infer<typeof ListCustomers>;

export const ListOfProduct = Paging.extend({ productId: Id });
export type ListOfProduct = z.infer<typeof ListOfProduct>;

/** What these cost a customer, for a form. Without a customer it is the usual price. */
export const ListPrices = z.strictObject({
  customerId: Id.nullable(),
  variantIds: z.array(Id).max(VARIANTS_ASKED_MAX),
});
export type ListPrices = z.infer<typeof ListPrices>;

/** Anything of a list: what it is, who has it, what is in it. */
export const priceListChanged = defineEvent("pricing.list-changed", z.object({ priceListId: Id }));

export const PRICING_STALENESS = {
  list: [{ facts: ["pricing", "shop"] }],
  get: [{ facts: ["pricing"], about: "asked" }, { facts: ["customers", "shop"] }],
  listCustomers: [{ facts: ["pricing"], about: "asked" }, { facts: ["customers", "shop"] }],
  listEntries: [{ facts: ["pricing"], about: "asked" }, { facts: ["catalog"] }],
  listOfCustomer: [{ facts: ["pricing", "shop"] }, { facts: ["customers"] }],
  listOfGroups: [{ facts: ["pricing", "customers"] }],
  listOfProduct: [{ facts: ["pricing", "catalog"] }],
  listPrices: [{ facts: ["pricing", "catalog", "customers", "shop"] }],
} as const satisfies Staleness;
