import { type CustomerValues } from "@/modules/customers/contract";
import { completeCustomer } from "@/modules/customers/customer";
import { addressesText, contactsText } from "@/modules/customers/customer-parts";
import { minorDigits, toDecimalText } from "@/shared/money";
import { CUSTOMER_FIELD_NAMES, CUSTOMER_FIELDS, type CustomerField } from "./customer-fields";
import { parseCell, type ReadValues, type Reading } from "./parse-cell";
import type { CustomerRow } from "./read-customers";

type Terms = Required<Pick<ReadValues, "paymentTermsDays" | "creditLimit" | "creditPolicy">>;
/** As one cell each. */
type Parts = { contacts: string; addresses: string };
export type KnownCustomer = {
  id: string;
  version: number;
  /** Why nothing of them can be changed. */
  closed: string | null;
  values: CustomerValues;
  terms: Terms;
  parts: Parts;
};
export type Known = Reading & { customers: readonly KnownCustomer[]; groupNames: ReadonlyMap<string, string> };

type CustomerProblem = { row: number; column: string; value: string; reason: string };
export type ChangedField = { field: CustomerField; from: string; to: string };
export type CustomerChange = {
  row: number;
  /** Null for a new one. */
  customerId: string | null;
  version: number;
  name: string;
  /** Null where they stay as they are. */
  values: CustomerValues | null;
  terms: Terms | null;
  contacts: ReadValues["contacts"] | null;
  addresses: ReadValues["addresses"] | null;
  fields: ChangedField[];
};
export type CustomerPlan = { changes: CustomerChange[]; problems: CustomerProblem[]; same: number };

const NO_PARTS: Parts = { contacts: "", addresses: "" };
const NO_TERMS: Terms = { paymentTermsDays: null, creditLimit: null, creditPolicy: null };
const VALUE_CHARACTERS_MAX = 200;

/** What the rows of a file would change. A row with a problem is left out whole. Pure. */
export function planCustomers(rows: readonly CustomerRow[], known: Known): CustomerPlan {
  const finder = new Finder(known.customers);
  const plan: CustomerPlan = { changes: [], problems: [], same: 0 };
  for (const row of rows) {
    const read = readValues(row, known);
    const found = read.problems.length > 0 ? null : finder.find(row, read.values);
    if (found === null || "reason" in found) {
      if (found) read.problems.push(problemOf(row, found.field, found.reason));
      plan.problems.push(...read.problems);
      continue;
    }
    const change = changeOf(row, found.customer, read.values, known);
    if (change.fields.length === 0) plan.same += 1;
    else plan.changes.push(change);
  }
  return plan;
}

const problemOf = ({ row, cells }: CustomerRow, field: CustomerField | null, reason: string): CustomerProblem => ({
  row,
  column: field === null ? "" : CUSTOMER_FIELD_NAMES[field],
  value: field === null ? "" : (cells[field] ?? "").slice(0, VALUE_CHARACTERS_MAX),
  reason,
});

function readValues(row: CustomerRow, known: Known): { values: ReadValues; problems: CustomerProblem[] } {
  const problems: CustomerProblem[] = row.fault === null ? [] : [problemOf(row, null, row.fault)];
  let values: ReadValues = {};
  for (const field of CUSTOMER_FIELDS) {
    const text = row.cells[field];
    if (text === undefined || field === "customerId") continue;
    const parsed = parseCell(field, text, known);
    if ("reason" in parsed) problems.push(problemOf(row, field, parsed.reason));
    else values = { ...values, ...parsed.values };
  }
  return { values, problems };
}

type Found = { customer: KnownCustomer | null } | { field: CustomerField | null; reason: string };

/** Who a row is about: by the id of our own files, else by VAT number, else by email; else somebody new. */
class Finder {
  private readonly byId: ReadonlyMap<string, KnownCustomer>;
  private readonly keys = { vatNumber: new Map<string, KnownCustomer[]>(), email: new Map<string, KnownCustomer[]>() };
  /** The rows that were about somebody already, by what they were found or will be found by. */
  private readonly taken = new Map<string, number>();

  constructor(customers: readonly KnownCustomer[]) {
    this.byId = new Map(customers.map((customer) => [customer.id, customer]));
    for (const customer of customers)
      for (const key of ["vatNumber", "email"] as const) {
        const value = customer.values[key].toLowerCase();
        if (value === "" || customer.closed !== null) continue;
        this.keys[key].set(value, [...(this.keys[key].get(value) ?? []), customer]);
      }
  }

  find(row: CustomerRow, values: ReadValues): Found {
    const found = this.match(row, values);
    if ("reason" in found) return found;
    const { customer } = found;
    if (customer?.closed) return { field: null, reason: customer.closed };
    if (!customer && values.name === undefined) return { field: "name", reason: "A new customer needs a name." };
    const keys = customer ? [customer.id] : [values.vatNumber, values.email].flatMap((key) => (key ? [key] : []));
    const earlier = keys.map((key) => this.taken.get(key.toLowerCase())).find((other) => other !== undefined);
    if (earlier !== undefined)
      return { field: null, reason: `Row ${earlier} is about the same customer. Keep one of the two.` };
    for (const key of keys) this.taken.set(key.toLowerCase(), row.row);
    return found;
  }

  private match({ cells }: CustomerRow, values: ReadValues): Found {
    if (cells.customerId !== undefined) {
      const customer = this.byId.get(cells.customerId.toLowerCase());
      return customer
        ? { customer }
        : { field: "customerId", reason: "There is no customer with this ID. Leave it out." };
    }
    for (const key of ["vatNumber", "email"] as const) {
      const those = this.keys[key].get((values[key] ?? "").toLowerCase()) ?? [];
      if (those.length > 1)
        return { field: key, reason: "Several customers have it. Add the column Customer ID, from an export." };
      const [customer] = those;
      if (customer && isAnother(customer, values)) return { field: "vatNumber", reason: OTHER_COMPANY };
      if (customer) return { customer };
    }
    return { customer: null };
  }
}

const OTHER_COMPANY =
  "The customer with this email has another VAT number. Correct it, or add the column Customer ID of an export.";
/** Two companies may share the address of whoever keeps their books. */
const isAnother = (customer: KnownCustomer, { vatNumber = "" }: ReadValues): boolean =>
  vatNumber !== "" && customer.values.vatNumber !== "" && customer.values.vatNumber !== vatNumber;

function changeOf(row: CustomerRow, customer: KnownCustomer | null, read: ReadValues, known: Known): CustomerChange {
  const { paymentTermsDays, creditLimit, creditPolicy, contacts, addresses, ...own } = read;
  const before = customer?.values ?? completeCustomer({ name: "" });
  const termsBefore = customer?.terms ?? NO_TERMS;
  const values = completeCustomer({ ...before, ...own });
  const terms = {
    paymentTermsDays: paymentTermsDays ?? termsBefore.paymentTermsDays,
    creditLimit: creditLimit ?? termsBefore.creditLimit,
    creditPolicy: creditPolicy ?? termsBefore.creditPolicy,
  };
  const partsBefore = customer?.parts ?? NO_PARTS;
  const parts = {
    contacts: contacts ? contactsText(contacts) : partsBefore.contacts,
    addresses: addresses ? addressesText(addresses) : partsBefore.addresses,
  };
  const [was, is] = [
    inWords({ ...before, ...termsBefore, ...partsBefore }, known),
    inWords({ ...values, ...terms, ...parts }, known),
  ];
  const fields = CUSTOMER_FIELDS.flatMap((field) =>
    was[field] === is[field] ? [] : [{ field, from: customer ? was[field] : "", to: is[field] }],
  );
  const isOfTerms = ({ field }: ChangedField) => field in NO_TERMS;
  const isOwn = ({ field }: ChangedField) => !(field in NO_TERMS) && !(field in NO_PARTS);
  const isChanged = (part: keyof Parts) => parts[part] !== partsBefore[part];
  return {
    row: row.row,
    customerId: customer?.id ?? null,
    version: customer?.version ?? 0,
    name: values.name,
    values: customer === null || fields.some(isOwn) ? values : null,
    terms: fields.some(isOfTerms) ? terms : null,
    contacts: (isChanged("contacts") && contacts) || null,
    addresses: (isChanged("addresses") && addresses) || null,
    fields,
  };
}

const inWords = (
  { tags, groupId, paymentTermsDays, creditLimit, ...values }: CustomerValues & Terms & Parts,
  { groupNames, currency }: Pick<Known, "groupNames" | "currency">,
): Record<CustomerField, string> => ({
  ...values,
  customerId: "",
  tags: tags.join(", "),
  groupId: groupNames.get(groupId) ?? "",
  paymentTermsDays: paymentTermsDays === null ? "" : String(paymentTermsDays),
  creditLimit: creditLimit === null ? "" : toDecimalText(creditLimit, minorDigits(currency)),
  creditPolicy: values.creditPolicy ?? "",
});
