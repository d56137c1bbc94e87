import { LANGUAGE_NAMES } from "@/modules/shop/shop";
import { countryName } from "@/shared/countries";
import { formatRate } from "@/shared/money";
import { formatCount } from "@/shared/plural";
import type { Shop } from "./shop-values";

const text = (value: string | undefined) => value || "empty";

/** How each value reads; a field without a text is named as changed only. */
export const SHOP_FIELDS: readonly { key: keyof Shop; label: string; format?: (values: Shop) => string }[] = [
  { key: "companyName", label: "Company name", format: ({ companyName }) => text(companyName) },
  { key: "address", label: "Address", format: ({ address }) => text(address?.replaceAll("\n", ", ")) },
  { key: "country", label: "Country", format: ({ country }) => (country ? countryName(country) : "empty") },
  { key: "vatNumber", label: "VAT number", format: ({ vatNumber }) => text(vatNumber) },
  { key: "registrationNumber", label: "Register number", format: ({ registrationNumber: no }) => text(no) },
  { key: "locale", label: "Number format", format: ({ locale }) => text(locale) },
  { key: "currency", label: "Currency", format: ({ currency }) => text(currency) },
  { key: "timeZone", label: "Time zone", format: ({ timeZone }) => text(timeZone) },
  {
    key: "pricesIncludeTax",
    label: "Prices",
    format: ({ pricesIncludeTax }) => (pricesIncludeTax ? "with tax" : "without tax"),
  },
  {
    key: "roundsTaxOnce",
    label: "Rounding of tax",
    format: ({ roundsTaxOnce }) => (roundsTaxOnce ? "once for the order" : "line by line"),
  },
  {
    key: "taxFreeAbroad",
    label: "Sales abroad",
    format: ({ taxFreeAbroad }) => (taxFreeAbroad ? "without tax" : "with tax"),
  },
  { key: "taxRate", label: "Default tax", format: ({ taxRate }) => formatRate(taxRate ?? 0) },
  {
    key: "paymentTermsDays",
    label: "Payment terms",
    format: ({ paymentTermsDays: days }) => (typeof days === "number" ? formatCount(days, "day") : "none"),
  },
  { key: "paymentMethods", label: "Payment methods", format: ({ paymentMethods }) => text(paymentMethods) },
  {
    key: "creditPolicy",
    label: "Above a credit limit",
    format: ({ creditPolicy }) => (creditPolicy === "refuse" ? "refuse" : "warn"),
  },
  {
    key: "quoteHoldHours",
    label: "Quotes hold stock for",
    format: ({ quoteHoldHours: hours }) => (typeof hours === "number" ? formatCount(hours, "hour") : "no time"),
  },
  { key: "iban", label: "IBAN", format: ({ iban }) => text(iban) },
  { key: "bic", label: "BIC", format: ({ bic }) => text(bic) },
  {
    key: "documentFooter",
    label: "Footer",
    format: ({ documentFooter }) => text(documentFooter?.replaceAll("\n", ", ")),
  },
  {
    key: "documentLanguage",
    label: "Language of documents",
    format: ({ documentLanguage }) => LANGUAGE_NAMES[documentLanguage === "de" ? "de" : "en"],
  },
  { key: "defaultWarehouseId", label: "Default warehouse" },
  { key: "logo", label: "Logo", format: ({ logo }) => (logo ? "set" : "none") },
  { key: "nextNumber", label: "Next order number", format: ({ nextNumber }) => String(nextNumber?.next ?? "none") },
];
