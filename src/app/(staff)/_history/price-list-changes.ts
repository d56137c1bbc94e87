import * as z from "zod";
import { FIRST_DAY } from "@/modules/catalog/taxes/tax";
import { formatDay } from "@/shared/dates";
import { formatMoney, formatRate } from "@/shared/money";
import { formatCount } from "@/shared/plural";
import { type Change, type ChangeWords, capitalize, isSame, readValues, recorded } from "./change";
import { lifecycleVerb } from "./lifecycle-changes";

const Entry = z.object({ sku: z.string(), quantityFrom: z.number(), validFrom: z.string(), price: z.number() });
const List = z.object({
  name: recorded(z.string()),
  validFrom: recorded(z.string().nullable()),
  validUntil: recorded(z.string().nullable()),
  discountRate: recorded(z.number()),
  entry: recorded(Entry),
  loaded: recorded(z.number()),
  group: recorded(z.string().nullable()),
  customerId: recorded(z.string().nullable()),
});
type List = z.infer<typeof List>;
type Entry = z.infer<typeof Entry>;

/** What was done with one price, or with those who have the list; null for a change of the list itself. */
function actOf(was: List, is: List): string | null {
  if (was.entry || is.entry) return !was.entry ? "Price added" : is.entry ? "Price changed" : "Price removed";
  if (is.loaded !== undefined) return "Prices loaded";
  if (is.group !== undefined || is.customerId !== undefined)
    return (is.group ?? is.customerId) ? "Given to customers" : "Taken from customers";
  return null;
}

const entryText = ({ sku, quantityFrom, validFrom, price }: Entry): string =>
  [
    `${sku}${quantityFrom > 1 ? ` from ${quantityFrom}` : ""}: ${formatMoney(price)}`,
    ...(validFrom === FIRST_DAY ? [] : [`from ${formatDay(validFrom)}`]),
  ].join(" ");

const dayText = (day: string | null | undefined): string => (day ? formatDay(day) : "open");
const FIELDS: readonly { key: keyof List; label: string; text: (list: List) => string }[] = [
  { key: "name", label: "Name", text: ({ name }) => name ?? "" },
  { key: "validFrom", label: "From", text: ({ validFrom }) => dayText(validFrom) },
  { key: "validUntil", label: "Until", text: ({ validUntil }) => dayText(validUntil) },
  { key: "discountRate", label: "Off other prices", text: ({ discountRate }) => formatRate(discountRate ?? 0) },
];

function details({ before, after }: Change): string[] {
  const [was, is] = [readValues(List, before), readValues(List, after)];
  if (is.loaded !== undefined) return [formatCount(is.loaded, "price")];
  const group = is.group ?? was.group;
  const changed = FIELDS.filter(({ key }) => before !== null && is[key] !== undefined && !isSame(was[key], is[key]));
  return [
    ...(was.entry && is.entry ? [`${entryText(was.entry)} → ${formatMoney(is.entry.price)}`] : []),
    ...[was.entry ?? is.entry].flatMap((entry) => (entry && !(was.entry && is.entry) ? [entryText(entry)] : [])),
    ...(group ? [group] : []),
    ...changed.map(({ label, text }) => `${label}: ${text(was)} → ${text(is)}`),
  ];
}

export const PRICE_LIST_CHANGES: ChangeWords = {
  verb: (change) => {
    const act = actOf(readValues(List, change.before), readValues(List, change.after));
    return act === null ? lifecycleVerb(change) : "changed prices or customers of";
  },
  title: (change) =>
    actOf(readValues(List, change.before), readValues(List, change.after)) ?? capitalize(lifecycleVerb(change)),
  details,
};
