import * as z from "zod";
import { AcceptedUse } from "@/modules/catalog/contract";
import { ReasonCode } from "@/modules/catalog/taxes/tax-inputs";
import { Carried } from "@/modules/shop/carriers/carrier-inputs";
import { PaymentTermsDays, VatNumber } from "@/modules/shop/contract";
import { MethodId } from "@/modules/shop/payment-method-inputs";
import { CREDIT_POLICIES, DOCUMENT_LANGUAGES, type DocumentLanguage } from "@/modules/shop/shop";
import { CalendarDay } from "@/shared/calendar-day";
import { isCountry } from "@/shared/countries";
import { defineError } from "@/shared/error";
import { defineEvent } from "@/shared/event";
import { Id } from "@/shared/given-id";
import { MONEY_MAX } from "@/shared/money";
import { Paging } from "@/shared/paging";
import { formatCount } from "@/shared/plural";
import { SearchText } from "@/shared/search";
import { namesOf, type Staleness } from "@/shared/staleness";
import { Tag, Tags } from "@/shared/tag-input";
import { CUSTOMER_KINDS, type CustomerKind } from "./customer-kind";
import { CUSTOMER_SORTS } from "./customer-sorts";

const NAME_CHARACTERS_MAX = 200;
const NOTE_CHARACTERS_MAX = 2_000;

const POSTCODE_CHARACTERS_MAX = 20;
const CONTACTS_MAX = 50;
const ADDRESSES_MAX = 50;

const Line = z.string().trim().max(NAME_CHARACTERS_MAX);
const Name = Line.min(1, "Enter a name.");
const Note = z.string().trim().max(NOTE_CHARACTERS_MAX);
const Email = z.email("Enter a valid email address.").max(NAME_CHARACTERS_MAX).or(z.literal(""));
/** Postcodes differ so much that only their length is bound. */
const Postcode = z.string().trim().max(POSTCODE_CHARACTERS_MAX, "Enter a postcode of at most 20 characters.");
const Country = z
  .string()
  .refine((code) => code === "" || isCountry(code), "Enter a two-letter country code, for example DE.");
const Version = z.number().int().min(1);

export const CreateCustomer = z.strictObject({
  kind: z.enum(CUSTOMER_KINDS).optional(),
  name: Name,
  email: Email.optional(),
  phone: Line.optional(),
  /** Street and house, on as many lines as a label has; an old one may hold postcode and city too. */
  address: Note.optional(),
  postcode: Postcode.optional(),
  city: Line.optional(),
  country: Country.optional(),
  vatNumber: VatNumber.optional(),
  /** Empty or null for none. */
  groupId: Id.or(z.literal("")).nullable().optional(),
  tags: Tags.optional(),
  note: Note.optional(),
  /** Of their documents and mails; empty or null for the shop's. */
  language: z.enum(DOCUMENT_LANGUAGES, "Choose a language.").or(z.literal("")).nullable().optional(),
});
export type CreateCustomer = z.infer<typeof CreateCustomer>;

/** Of what an earlier program does not know and leaves out, the customer keeps what they have. */
export const EditCustomer = CreateCustomer.extend({ customerId: Id, version: Version });
export type EditCustomer = z.infer<typeof EditCustomer>;

const Contact = z.strictObject({
  name: Name,
  role: Line.default(""),
  email: Email.default(""),
  phone: Line.default(""),
});

/** All contacts of a customer, in their order. */
export const SetContacts = z.strictObject({
  customerId: Id,
  version: Version,
  contacts: z.array(Contact).max(CONTACTS_MAX, `Keep at most ${CONTACTS_MAX} contacts.`),
});
export type SetContacts = z.infer<typeof SetContacts>;

const Address = z.strictObject({
  /** Of one that is there already. */
  id: Id.optional(),
  recipient: Line.default(""),
  address: Note.min(1, "Enter an address."),
  postcode: Postcode.default(""),
  city: Line.default(""),
  country: Country.default(""),
  isDeliveryDefault: z.boolean().default(false),
  isBillingDefault: z.boolean().default(false),
});
type Address = z.infer<typeof Address>;
const atMostOne = (key: "isDeliveryDefault" | "isBillingDefault") => (addresses: readonly Address[]) =>
  addresses.filter((each) => each[key]).length <= 1;

/** All addresses of a customer beside the main one. Without a default among them the main one is it. */
export const SetAddresses = z.strictObject({
  customerId: Id,
  version: Version,
  addresses: z
    .array(Address)
    .max(ADDRESSES_MAX, `Keep at most ${ADDRESSES_MAX} addresses.`)
    .refine(atMostOne("isDeliveryDefault"), "Only one address can be the default for deliveries.")
    .refine(atMostOne("isBillingDefault"), "Only one address can be the default for bills."),
});
export type SetAddresses = z.infer<typeof SetAddresses>;

const Terms = z.strictObject({
  paymentTermsDays: PaymentTermsDays.nullable(),
  /** How they pay; null where nobody said. Left out, it stays. */
  paymentMethod: MethodId.nullish(),
  /** With whom their orders go that name nobody; null where nobody said. Left out, it stays. */
  carrier: Carried.nullish(),
  creditLimit: z.number().int().min(0, "A limit must not be negative.").max(MONEY_MAX).nullable(),
  creditPolicy: z.enum(CREDIT_POLICIES).nullable(),
  /** Why they pay no tax, by which certificate and until when; empty where they do. Left out together, they stay. */
  taxExemptReason: Line.optional(),
  /** The reason as a code of the VATEX list; left out, it stays with its reason. */
  taxExemptCode: ReasonCode.optional(),
  taxExemptNumber: Line.optional(),
  taxExemptUntil: CalendarDay.nullish(),
});
const saysWhyExempt = ({ taxExemptReason, ...proof }: z.infer<typeof Terms>): boolean =>
  Boolean(taxExemptReason) || !(proof.taxExemptCode || proof.taxExemptNumber || proof.taxExemptUntil);
const WHY_EXEMPT = { message: "Enter why they pay no tax.", path: ["taxExemptReason"] };

/** Null is the shop's, or no limit. */
export const CustomerTerms = Terms.refine(saysWhyExempt, WHY_EXEMPT);
export const SetTerms = Terms.extend({ customerId: Id, version: Version }).refine(saysWhyExempt, WHY_EXEMPT);
export type SetTerms = z.infer<typeof SetTerms>;

export const AddNote = z.strictObject({ customerId: Id, text: Note.min(1, "Enter a note.") });
export type AddNote = z.infer<typeof AddNote>;
export const RemoveNote = z.strictObject({ noteId: Id });
export type RemoveNote = z.infer<typeof RemoveNote>;

export const CreateGroup = z.strictObject({ name: Name });
export type CreateGroup = z.infer<typeof CreateGroup>;
export const RenameGroup = z.strictObject({ groupId: Id, version: Version, name: Name });
export type RenameGroup = z.infer<typeof RenameGroup>;
export const RemoveGroup = z.strictObject({ groupId: Id });
export type RemoveGroup = z.infer<typeof RemoveGroup>;

export const CustomerRef = z.strictObject({ customerId: Id });
export type CustomerRef = z.infer<typeof CustomerRef>;

export const ArchiveCustomer = z.strictObject({ customerId: Id, archived: z.boolean(), acceptUse: AcceptedUse });
export type ArchiveCustomer = z.infer<typeof ArchiveCustomer>;

export const ListCustomers = Paging.extend({
  search: SearchText.optional(),
  groupId: Id.optional(),
  tag: Tag.optional(),
  archived: z.boolean().default(false),
  sort: z.enum(CUSTOMER_SORTS).default("name"),
  descending: z.boolean().default(false),
});
export type ListCustomers = z.infer<typeof ListCustomers>;

/** Both as the person saw them. `otherId` is the one that goes. */
export const MergeCustomers = z.strictObject({ customerId: Id, version: Version, otherId: Id, otherVersion: Version });
export type MergeCustomers = z.infer<typeof MergeCustomers>;

export const customerChanged = defineEvent("customers.changed", z.object({ customerId: Id }));

/** The group itself, or that it is gone; the names of its customers' group are stale with it. */
export const groupChanged = defineEvent("customers.group-changed", z.object({ groupId: Id }));

export const CUSTOMERS_STALENESS = {
  // The shop's language sorts it.
  list: [{ facts: ["customers", "shop"] }],
  // The shop names how they pay.
  get: [{ facts: ["customers"], about: "asked" }, { facts: ["shop", ...namesOf(groupChanged)] }],
  listGroups: [{ facts: ["customers"] }],
  listTags: [{ facts: ["customers"] }],
} as const satisfies Staleness;

export const customerNotFound = defineError<{ customerId: string }>(
  "customers.not-found",
  "not-found",
  () => "This customer doesn't exist. Choose one from the list of customers.",
);

export const addressNotFound = defineError<{ customerId: string }>(
  "customers.address-not-found",
  "conflict",
  () => "The customer doesn't have this address any more. Choose another. Nothing was changed.",
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

export const customerMerged = defineError<{ name: string; mergedInto: string }>(
  "customers.merged",
  "conflict",
  ({ name }) => `${name} was merged into another customer. Open that one to change anything.`,
);

export const mergesItself = defineError<Record<string, never>>(
  "customers.merges-itself",
  "invalid",
  () => "Choose another customer than the one that stays.",
);

export const differentVatNumbers = defineError<{ vatNumber: string; otherVatNumber: string }>(
  "customers.different-vat-numbers",
  "conflict",
  ({ vatNumber, otherVatNumber }) =>
    `One has the VAT number ${vatNumber} and the other ${otherVatNumber}, so they are two companies. ` +
    "If one is wrong, correct it first. Nothing was changed.",
);

export const tooManyTags = defineError<{ tagsMax: number }>(
  "customers.too-many-tags",
  "conflict",
  ({ tagsMax }) => `Together they have more than ${tagsMax} tags. Remove some of either first. Nothing was changed.`,
);

export const noteNotFound = defineError<{ noteId: string }>(
  "customers.note-not-found",
  "not-found",
  () => "This note doesn't exist any more.",
);

export const noteOfOther = defineError<Record<string, never>>(
  "customers.note-of-other",
  "forbidden",
  () => "Only whoever wrote a note can remove it. Ask a manager to remove this one. Nothing was changed.",
);

export const groupNotFound = defineError<{ groupId: string }>(
  "customers.group-not-found",
  "not-found",
  () => "This group doesn't exist any more. Choose another. Nothing was changed.",
);

export const groupNameTaken = defineError<{ name: string }>(
  "customers.group-name-taken",
  "conflict",
  ({ name }) => `There is already a group ${name}. Enter another name.`,
);

export const groupChangedMeanwhile = defineError<{ version: number; name: string }>(
  "customers.group-changed-meanwhile",
  "conflict",
  ({ name }) => `Someone else renamed this group to ${name} meanwhile. Your entry is kept: save again to replace it.`,
);

export const groupInUse = defineError<{ name: string; customers: number }>(
  "customers.group-in-use",
  "conflict",
  ({ name, customers }) =>
    `The group ${name} has ${formatCount(customers, "customer")}, archived ones counted. ` +
    "Put them into another group first. Nothing was changed.",
);

export type CustomerValues = Record<Exclude<keyof CreateCustomer, "kind" | "tags" | "language">, string> & {
  kind: CustomerKind;
  tags: string[];
  language: DocumentLanguage | "";
};

/** Contacts, addresses or terms were set on a version that somebody has replaced. */
export const customerSavedMeanwhile = defineError<{ version: number; name: string }>(
  "customers.saved-meanwhile",
  "conflict",
  ({ name }) =>
    `Someone else saved ${name} while you were editing. Your entries are kept: ` +
    "close this to see what changed, or save again to replace it.",
);

export const customerChangedMeanwhile = defineError<{ version: number; theirs: CustomerValues }>(
  "customers.changed-meanwhile",
  "conflict",
  ({ theirs }) =>
    `Someone else saved ${theirs.name} while you were editing. ` +
    "Your entries are kept: compare them with theirs, then save again.",
);
