import { TAX_CODE_NAMES } from "@/modules/catalog/taxes/tax";
import { FACTOR_POLICY_NAMES } from "@/modules/users/factor";
import { ROLE_NAMES } from "@/modules/users/user";
import { countryName } from "@/shared/countries";
import { formatRate } from "@/shared/money";
import { type Change, type ChangeWords, isSame, readValues } from "./change";
import { limitText } from "./limit-text";
import { SHOP_FIELDS } from "./shop-fields";
import { Shop } from "./shop-values";

type Tax = NonNullable<Shop["tax"]>;

function taxCase({ category, country, region, validFrom }: Tax): string {
  const place = country && countryName(country) + (region ? `, postcodes from ${region}` : "");
  return [category, place].filter(Boolean).join(" in ") + (validFrom ? ` from ${validFrom}` : "");
}
const taxText = (tax: Tax | undefined): string =>
  tax?.rate === null || tax === undefined ? "default" : formatRate(tax.rate);

const categoryText = (is: NonNullable<Shop["taxCategory"]>): string =>
  [is.name, TAX_CODE_NAMES[is.code], is.reason, is.reasonCode].filter(Boolean).join(", ");

/** A tax category that is new, was changed or is gone, and which one a category of products has. */
function taxesChanged(was: Shop, is: Shop): string[] {
  const { taxCategory: from, categoryTax: other } = was;
  const { taxCategory: to, categoryTax } = is;
  if (categoryTax) return [`Tax of ${categoryTax.category}: ${other?.tax ?? "none"} → ${categoryTax.tax ?? "none"}`];
  if (to && from) return [`Tax category: ${categoryText(from)} → ${categoryText(to)}`];
  if (to) return [`Tax category added: ${categoryText(to)}`];
  return from ? [`Tax category removed: ${categoryText(from)}`] : [];
}

const limitChanged = ({ adjustmentLimit: was }: Shop, { adjustmentLimit: is }: Shop): string[] =>
  is ? [`Adjustment limit of ${ROLE_NAMES[is.role]}: ${limitText(was ?? {})} → ${limitText(is)}`] : [];

const rateText = (rateMax: number | null | undefined): string =>
  rateMax === null || rateMax === undefined ? "no limit" : formatRate(rateMax);

const discountLimitChanged = ({ discountLimit: was }: Shop, { discountLimit: is }: Shop): string[] =>
  is ? [`Discount limit of ${ROLE_NAMES[is.role]}: ${rateText(was?.rateMax)} → ${rateText(is.rateMax)}`] : [];
const policyName = ({ policy }: NonNullable<Shop["factorPolicy"]>): string => FACTOR_POLICY_NAMES[policy];
const policyChanged = ({ factorPolicy: was }: Shop, { factorPolicy: is }: Shop): string[] =>
  was && is ? [`Second factor of ${ROLE_NAMES[is.role]}: ${policyName(was)} → ${policyName(is)}`] : [];

function shopDetails({ before, after }: Change): string[] {
  const [was, is] = [readValues(Shop, before), readValues(Shop, after)];
  const changed = SHOP_FIELDS.filter(({ key }) => is[key] !== undefined && !isSame(was[key], is[key]));
  return [
    ...(is.tax ? [`Tax of ${taxCase(is.tax)}: ${taxText(was.tax)} → ${taxText(is.tax)}`] : []),
    ...taxesChanged(was, is),
    ...limitChanged(was, is),
    ...discountLimitChanged(was, is),
    ...policyChanged(was, is),
    ...changed.map(({ label, format }) => (format ? `${label}: ${format(was)} → ${format(is)}` : `${label} changed`)),
    ...(is.note ? [is.note] : []),
  ];
}

export const SHOP_CHANGES: ChangeWords = {
  verb: () => "changed the settings of",
  title: () => "Settings changed",
  details: shopDetails,
};
