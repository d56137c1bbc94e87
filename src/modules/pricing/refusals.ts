import { defineError } from "@/shared/error";
import { formatCount } from "@/shared/plural";

/** Of one customer, or one group: an order looks at all of them. */
export const LISTS_OF_ONE_MAX = 10;
const SKUS_NAMED_MAX = 20;

export const priceListNotFound = defineError<{ priceListId: string }>(
  "pricing.list-not-found",
  "not-found",
  () => "This price list doesn't exist. Choose one from the list of price lists.",
);

export const priceListNameTaken = defineError<{ name: string }>(
  "pricing.list-name-taken",
  "conflict",
  ({ name }) => `There is already a price list ${name}. Enter another name. Nothing was saved.`,
);

export const priceListChangedMeanwhile = defineError<{ version: number; name: string }>(
  "pricing.list-changed-meanwhile",
  "conflict",
  ({ name }) =>
    `Someone else saved the price list ${name} meanwhile. Your entries are kept: save again to replace theirs.`,
);

export const priceListArchived = defineError<{ name: string }>(
  "pricing.list-archived",
  "conflict",
  ({ name }) => `The price list ${name} is archived. Restore it to change what is in it. Nothing was changed.`,
);

export const tooManyPriceLists = defineError<{ who: string; listsMax: number }>(
  "pricing.too-many-lists",
  "conflict",
  ({ who, listsMax }) =>
    `${who} has ${formatCount(listsMax, "price list")}, the most there can be. Take one away first. ` +
    "Nothing was changed.",
);

export const entryNotFound = defineError<{ entryId: string }>(
  "pricing.entry-not-found",
  "not-found",
  () => "This price isn't in the list any more. Somebody may have removed it. Nothing was changed.",
);

export const entryTaken = defineError<{ sku: string; quantityFrom: number }>(
  "pricing.entry-taken",
  "conflict",
  ({ sku, quantityFrom }) =>
    `The list has a price of ${sku} from ${quantityFrom} on that begins on that day. Change that one. ` +
    "Nothing was saved.",
);

export const entryChangedMeanwhile = defineError<{ version: number; sku: string; price: number }>(
  "pricing.entry-changed-meanwhile",
  "conflict",
  ({ sku }) => `Someone else changed this price of ${sku} meanwhile. Your entry is kept: save again to replace theirs.`,
);

export const variantUnknown = defineError<{ variantId: string }>(
  "pricing.variant-unknown",
  "not-found",
  () => "This product doesn't exist any more. Choose another. Nothing was saved.",
);

export const skusUnknown = defineError<{ skus: readonly string[] }>(
  "pricing.skus-unknown",
  "invalid",
  ({ skus }) =>
    `No product has ${skus.length === 1 ? "the SKU" : "the SKUs"} ${skus.slice(0, SKUS_NAMED_MAX).join(", ")}` +
    `${skus.length > SKUS_NAMED_MAX ? ` and ${skus.length - SKUS_NAMED_MAX} more` : ""}. Correct them and try again. ` +
    "Nothing was saved.",
);

export const entryTwice = defineError<{ sku: string; quantityFrom: number }>(
  "pricing.entry-twice",
  "invalid",
  ({ sku, quantityFrom }) =>
    `The price of ${sku} from ${quantityFrom} on stands twice for one day. Take one of them out. Nothing was saved.`,
);
