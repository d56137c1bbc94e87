import { CreateCustomer, CustomerTerms, SetAddresses, SetContacts, type SetTerms } from "@/modules/customers/contract";
import { CUSTOMER_KINDS } from "@/modules/customers/customer-kind";
import { addressesOf, contactsOf } from "@/modules/customers/customer-parts";
import { CREDIT_POLICIES, DOCUMENT_LANGUAGES } from "@/modules/shop/shop";
import { COUNTRIES, countryName } from "@/shared/countries";
import { readDecimal } from "@/shared/decimal";
import { MONEY_MAX, minorDigits } from "@/shared/money";
import { oneOf } from "@/shared/one-of";
import { readTags } from "@/shared/tags";
import type { CustomerField } from "./customer-fields";

/** What a cell is read with: the currency of the shop, and its groups by their name in small letters. */
export type Reading = { currency: string; groups: ReadonlyMap<string, string> };
type Values = Omit<CreateCustomer, "name"> & { name?: string } & Partial<
    Pick<SetTerms, "paymentTermsDays" | "creditLimit" | "creditPolicy"> &
      Pick<SetContacts, "contacts"> &
      Pick<SetAddresses, "addresses">
  >;
export type ReadValues = Values;
type Parsed = { values: Values } | { reason: string };

const LANGUAGES = { english: "en", englisch: "en", german: "de", deutsch: "de" } as const;
const KINDS = { firma: "company", business: "company", unternehmen: "company", privat: "person" } as const;
const CHARACTERS = "This is too long.";
const THOUSANDS_DIGITS = 3;

const wordOf = <Value extends string>(
  values: readonly Value[],
  others: Readonly<Record<string, Value>>,
  text: string,
): Value | null => oneOf(values, text.toLowerCase()) ?? others[text.toLowerCase()] ?? null;

const chosen = <Value>(value: Value | null, of: (value: Value) => Values, reason: string): Parsed =>
  value === null ? { reason } : { values: of(value) };

/** A text as the form takes it. */
function typed<Field extends "name" | "email" | "phone" | "address" | "postcode" | "city" | "vatNumber" | "note">(
  field: Field,
  text: string,
): Parsed {
  const read = CreateCustomer.shape[field].safeParse(text);
  if (read.success) return { values: { [field]: read.data } };
  const [issue] = read.error.issues;
  return { reason: issue?.code === "too_big" ? CHARACTERS : (issue?.message ?? CHARACTERS) };
}

const countryOf = (text: string): string | null =>
  oneOf(COUNTRIES, text.toUpperCase()) ??
  COUNTRIES.find((code) => countryName(code).toLowerCase() === text.toLowerCase()) ??
  null;

function tagsOf(text: string): Parsed {
  const tags = CreateCustomer.shape.tags.safeParse(readTags(text));
  return tags.success ? { values: { tags: tags.data ?? [] } } : { reason: "Use at most 10 tags of 30 characters." };
}

function termsOf(text: string): Parsed {
  const days = CustomerTerms.safeParse({ paymentTermsDays: Number(text), creditLimit: null, creditPolicy: null });
  return /^\d+$/.test(text) && days.success
    ? { values: { paymentTermsDays: days.data.paymentTermsDays } }
    : { reason: "Enter a whole number of days, from 0 to 365." };
}

function limitOf(text: string, { currency }: Reading): Parsed {
  const digits = minorDigits(currency);
  // Whether `1.500` is one and a half or a thousand more is asked, except where amounts have three decimals.
  const read = readDecimal(text, digits, digits === THOUSANDS_DIGITS ? "." : null);
  return "units" in read && read.units >= 0 && read.units <= MONEY_MAX
    ? { values: { creditLimit: read.units } }
    : { reason: "Enter an amount, for example 1500.00." };
}

const CONTACT_FORM = "Write each contact in a line of its own: name | role | email | phone.";
const ADDRESS_FORM =
  "Write each address in a line of its own: recipient | address | postcode | city | country code | deliveries, bills.";

function contactsIn(text: string): Parsed {
  const read = SetContacts.shape.contacts.safeParse(contactsOf(text));
  return read.success ? { values: { contacts: read.data } } : { reason: CONTACT_FORM };
}

function addressesIn(text: string): Parsed {
  const read = SetAddresses.shape.addresses.safeParse(addressesOf(text));
  return read.success ? { values: { addresses: read.data } } : { reason: ADDRESS_FORM };
}

type Parse = (text: string, reading: Reading) => Parsed;

const PARSE: Readonly<Record<Exclude<CustomerField, "customerId">, Parse>> = {
  name: (text) => typed("name", text),
  email: (text) => typed("email", text),
  phone: (text) => typed("phone", text),
  address: (text) => typed("address", text),
  postcode: (text) => typed("postcode", text),
  city: (text) => typed("city", text),
  vatNumber: (text) => typed("vatNumber", text),
  note: (text) => typed("note", text),
  kind: (text) => chosen(wordOf(CUSTOMER_KINDS, KINDS, text), (kind) => ({ kind }), "Enter company or person."),
  language: (text) =>
    chosen(wordOf(DOCUMENT_LANGUAGES, LANGUAGES, text), (language) => ({ language }), "Enter en or de."),
  country: (text) =>
    chosen(countryOf(text), (country) => ({ country }), "Enter a two-letter country code, for example DE."),
  creditPolicy: (text) =>
    chosen(wordOf(CREDIT_POLICIES, {}, text), (creditPolicy) => ({ creditPolicy }), "Enter warn or refuse."),
  groupId: (text, { groups }) =>
    chosen(
      groups.get(text.toLowerCase()) ?? null,
      (groupId) => ({ groupId }),
      "There is no group of this name. Correct it, or add the group in the settings.",
    ),
  tags: tagsOf,
  paymentTermsDays: termsOf,
  creditLimit: limitOf,
  contacts: contactsIn,
  addresses: addressesIn,
};

/** What a cell says, or why it says nothing. */
export const parseCell = (field: Exclude<CustomerField, "customerId">, text: string, reading: Reading): Parsed =>
  PARSE[field](text, reading);
