/** What a file of customers may hold, and by which names: pure, and safe in the browser. */

export const CUSTOMER_FIELDS = [
  "customerId",
  "name",
  "kind",
  "email",
  "phone",
  "address",
  "postcode",
  "city",
  "country",
  "vatNumber",
  "groupId",
  "tags",
  "language",
  "note",
  "paymentTermsDays",
  "creditLimit",
  "creditPolicy",
  "contacts",
  "addresses",
] as const;
export type CustomerField = (typeof CUSTOMER_FIELDS)[number];

/** So many customers are changed at once, in one transaction. */
export const CUSTOMER_ROWS_MAX = 2_000;
export const CUSTOMERS_BYTES_MAX = 16 * 1024 * 1024;

export const CUSTOMER_FIELD_NAMES = {
  customerId: "Customer ID",
  name: "Name",
  kind: "Kind",
  email: "Email",
  phone: "Phone",
  address: "Address",
  postcode: "Postcode",
  city: "City",
  country: "Country",
  vatNumber: "VAT number",
  groupId: "Group",
  tags: "Tags",
  language: "Language",
  note: "Note",
  paymentTermsDays: "Payment terms (days)",
  creditLimit: "Credit limit",
  creditPolicy: "Above the limit",
  contacts: "Contacts",
  addresses: "Other addresses",
} as const satisfies Record<CustomerField, string>;

/** As `foldHeader` leaves them: the names of our own file first, then those that others use, also in German. */
const NAMES: Readonly<Record<CustomerField, string>> = {
  customerId: "customer id, kunden id",
  name: "name, customer, customer name, company, company name, firma, kunde, kundenname, firmenname",
  kind: "kind, customer type, art, kundenart",
  email: "email, e mail, email address, mail, e mail adresse",
  phone: "phone, phone number, telephone, tel, telefon, telefonnummer",
  address: "address, street, address line 1, address 1, adresse, strasse, strae, anschrift",
  postcode: "postcode, postal code, zip, zip code, plz, postleitzahl",
  city: "city, town, ort, stadt",
  country: "country, country code, land, landerkurzel",
  vatNumber: "vat number, vat id, vat, tax number, ust id, ust idnr, ust id nr, ustid",
  groupId: "group, customer group, gruppe, kundengruppe",
  tags: "tags, tag, schlagworter",
  language: "language, sprache",
  note: "note, notes, comment, notiz, bemerkung",
  paymentTermsDays: "payment terms days, payment terms, terms, zahlungsziel, zahlungsziel tage",
  creditLimit: "credit limit, kreditlimit",
  creditPolicy: "above the limit, credit policy",
  contacts: "contacts, kontakte, ansprechpartner",
  addresses: "other addresses, weitere adressen",
};

const FIELD_OF: ReadonlyMap<string, CustomerField> = new Map(
  CUSTOMER_FIELDS.flatMap((field) => NAMES[field].split(",").map((name) => [name.trim(), field] as const)),
);

const fold = (header: string): string =>
  header
    .normalize("NFKD")
    .toLowerCase()
    .replaceAll(/\p{M}/gu, "")
    .replaceAll(/[^\p{L}\p{N}]+/gu, " ")
    .trim();

/** Which field each column fills, each field once; null for a column that nobody knows. */
export function customerColumns(header: readonly string[]): (CustomerField | null)[] {
  const filled = new Set<CustomerField>();
  return header.map((name) => {
    const field = FIELD_OF.get(fold(name));
    if (!field || filled.has(field)) return null;
    filled.add(field);
    return field;
  });
}
