import * as z from "zod";
import { ROLE_NAMES } from "@/modules/users/user";
import { ROLES } from "@/shared/access";
import { countryName } from "@/shared/countries";
import { formatRate } from "@/shared/money";
import { type Change, type ChangeWords, isSame, readValues, recorded } from "./change";
import { Limit, limitText } from "./limit-changes";

const Shop = z.object({
  companyName: recorded(z.string()),
  address: recorded(z.string()),
  country: recorded(z.string()),
  vatNumber: recorded(z.string()),
  locale: recorded(z.string()),
  currency: recorded(z.string()),
  timeZone: recorded(z.string()),
  pricesIncludeTax: recorded(z.boolean()),
  taxRate: recorded(z.number()),
  defaultWarehouseId: recorded(z.string().nullable()),
  logo: recorded(z.boolean()),
  nextNumber: recorded(z.object({ series: z.string(), next: z.number().nullable() })),
  tax: recorded(
    z.object({ category: z.string().nullable(), country: z.string().nullable(), rate: z.number().nullable() }),
  ),
  adjustmentLimit: recorded(Limit.extend({ role: z.enum(ROLES) })),
  note: recorded(z.string()),
});
type Shop = z.infer<typeof Shop>;

const text = (value: string | undefined) => value || "empty";

/** How each value reads; a field without a text is named as changed only. */
export const SHOP_FIELDS: readonly { key: keyof Shop; label: string; format?: (values: Shop) => string }[] = [
  { key: "companyName", label: "Company name", format: ({ companyName }) => text(companyName) },
  { key: "address", label: "Address", format: ({ address }) => text(address?.replaceAll("\n", ", ")) },
  { key: "country", label: "Country", format: ({ country }) => (country ? countryName(country) : "empty") },
  { key: "vatNumber", label: "VAT number", format: ({ vatNumber }) => text(vatNumber) },
  { key: "locale", label: "Number format", format: ({ locale }) => text(locale) },
  { key: "currency", label: "Currency", format: ({ currency }) => text(currency) },
  { key: "timeZone", label: "Time zone", format: ({ timeZone }) => text(timeZone) },
  {
    key: "pricesIncludeTax",
    label: "Prices",
    format: ({ pricesIncludeTax }) => (pricesIncludeTax ? "with tax" : "without tax"),
  },
  { key: "taxRate", label: "Default tax", format: ({ taxRate }) => formatRate(taxRate ?? 0) },
  { key: "defaultWarehouseId", label: "Default warehouse" },
  { key: "logo", label: "Logo", format: ({ logo }) => (logo ? "set" : "none") },
  { key: "nextNumber", label: "Next order number", format: ({ nextNumber }) => String(nextNumber?.next ?? "none") },
];

type Tax = NonNullable<Shop["tax"]>;

const taxCase = ({ category, country }: Tax): string =>
  [category, country && countryName(country)].filter(Boolean).join(" in ");
const taxText = (tax: Tax | undefined): string =>
  tax?.rate === null || tax === undefined ? "default" : formatRate(tax.rate);

const limitChanged = ({ adjustmentLimit: was }: Shop, { adjustmentLimit: is }: Shop): string[] =>
  is ? [`Adjustment limit of ${ROLE_NAMES[is.role]}: ${limitText(was ?? {})} → ${limitText(is)}`] : [];

function shopDetails({ before, after }: Change): string[] {
  const [was, is] = [readValues(Shop, before), readValues(Shop, after)];
  const changed = SHOP_FIELDS.filter(({ key }) => is[key] !== undefined && !isSame(was[key], is[key]));
  return [
    ...(is.tax ? [`Tax of ${taxCase(is.tax)}: ${taxText(was.tax)} → ${taxText(is.tax)}`] : []),
    ...limitChanged(was, is),
    ...changed.map(({ label, format }) => (format ? `${label}: ${format(was)} → ${format(is)}` : `${label} changed`)),
    ...(is.note ? [is.note] : []),
  ];
}

export const SHOP_CHANGES: ChangeWords = {
  verb: () => "changed the settings of",
  title: () => "Settings changed",
  details: shopDetails,
};
