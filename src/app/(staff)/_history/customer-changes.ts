import * as z from "zod";
import { LANGUAGE_NAMES } from "@/modules/shop/shop";
import { formatMoney } from "@/shared/money";
import { type Change, type ChangeWords, readValues, recorded } from "./change";
import { lifecycleVerb } from "./lifecycle-changes";

const text = recorded(z.string());
const Customer = z.object({
  name: text,
  kind: text,
  email: text,
  phone: text,
  address: text,
  postcode: text,
  city: text,
  country: text,
  vatNumber: text,
  group: text,
  tags: text,
  language: text,
  note: text,
  noted: text,
  contacts: text,
  addresses: text,
  paymentTermsDays: recorded(z.number().nullable()),
  paymentMethod: text,
  goesWith: text,
  creditLimit: recorded(z.number().nullable()),
  creditPolicy: recorded(z.string().nullable()),
  taxExemption: text,
  merged: text,
  orders: recorded(z.number()),
  mergedInto: text,
});
type Customer = z.infer<typeof Customer>;

/** The fields whose name is no word, or whose value is no text. */
const LABELS: Partial<Record<keyof Customer, string>> = {
  vatNumber: "VAT number",
  noted: "note",
  paymentTermsDays: "payment",
  paymentMethod: "pays by",
  goesWith: "goes with",
  creditLimit: "credit limit",
  creditPolicy: "above the limit",
  taxExemption: "exempt from tax",
  merged: "took over",
  mergedInto: "merged into",
};
const FORMATS: Partial<Record<keyof Customer, (value: number) => string>> = {
  paymentTermsDays: (days) => `within ${days} days`,
  creditLimit: (minor) => formatMoney(minor),
};
/** What null means where a field may be null. */
const NOTHING: Partial<Record<keyof Customer, string>> = {
  paymentTermsDays: "as the shop",
  creditLimit: "none",
  creditPolicy: "as the shop",
};

const textOfLanguage = (language: Customer["language"]): string =>
  language === "de" || language === "en" ? LANGUAGE_NAMES[language] : language === "" ? "as the shop" : "";

function textOf(values: Customer, key: keyof Customer): string {
  const value = values[key];
  if (key === "language") return textOfLanguage(values.language);
  if (value === null) return NOTHING[key] ?? "";
  return typeof value === "number" ? (FORMATS[key]?.(value) ?? String(value)) : (value ?? "");
}

function customerDetails({ before, after }: Change): string[] {
  // What a customer began with stands on the page.
  if (before === null) return [];
  const [was, is] = [readValues(Customer, before), readValues(Customer, after)];
  return Customer.keyof().options.flatMap((key) => {
    const [from, to] = [textOf(was, key), textOf(is, key)];
    if (to === from || is[key] === undefined) return [];
    const label = LABELS[key] ?? key;
    if (to === "") return [`${label}: removed`];
    return [from ? `${label}: ${from} → ${to}` : `${label}: ${to}`];
  });
}

const Ended = z.object({ erased: recorded(z.boolean()), merged: text, mergedInto: text });

function customerVerb(change: Change): string {
  const { erased, merged, mergedInto } = readValues(Ended, change.after);
  if (erased) return "erased the personal data of";
  if (merged !== undefined) return "merged a duplicate into";
  return mergedInto === undefined ? lifecycleVerb(change) : "merged away";
}

export const CUSTOMER_CHANGES: ChangeWords = { verb: customerVerb, details: customerDetails };
