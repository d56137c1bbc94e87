"use client";

import { wantedOf } from "@/app/(staff)/orders/order-change";
import type { Order } from "@/app/(staff)/orders/order-data";
import { type Draft, isDraft, isSameDraft } from "@/app/(staff)/orders/order-draft";
import { usePerson } from "@/client/person";
import { canEdit } from "@/modules/orders/order";
import { usualShippingTax } from "@/modules/orders/order-sums";
import { type Guarded, hasParts, isNumber, orNull } from "@/shared/guard";
import { notify } from "@/ui/toast";
import { usePersistentState } from "@/ui/use-persistent-state";

/** The draft, the order as it was when the edit began, and its version. */
const isWritten = orNull(hasParts({ version: isNumber, base: isDraft, draft: isDraft }));
type Written = Guarded<typeof isWritten>;

const draftOf = ({ roundsTaxOnce, discountRate, discountAmount, shipping, ...order }: Order): Draft => ({
  customer: { id: order.customer.id, name: order.customer.name },
  warehouseId: order.warehouseId,
  note: order.note,
  customerReference: order.customerReference,
  pricesIncludeTax: order.lines.some((line) => line.pricesIncludeTax),
  roundsTaxOnce,
  discount:
    discountRate > 0
      ? { inMoney: false, value: discountRate }
      : discountAmount > 0
        ? { inMoney: true, value: discountAmount }
        : null,
  shipping: shipping && shippingOf(shipping, order),
  lines: order.lines.filter((line) => wantedOf(line) > 0).map((line) => draftLineOf(line, canEdit(order.status))),
});

/** Lines of an open order keep their prices. */
const draftLineOf = (line: Order["lines"][number], isDraft: boolean): Draft["lines"][number] => ({
  key: line.id,
  goods: {
    variantId: line.variantId,
    sku: line.sku,
    title: line.title,
    optionValues: line.optionValues,
    unit: line.unit,
  },
  quantity: wantedOf(line),
  unitPrice: line.unitPrice,
  ...(isDraft && line.takesListedPrice && { takesListedPrice: true }),
  discountRate: line.discountRate,
  ...(line.discountAmount > 0 && { discountAmount: line.discountAmount }),
  taxRate: line.taxRate,
  // The rules made it, so it follows them.
  ...(line.taxCategory !== null && { takesDefaultTax: true }),
});

/** Shipping that is taxed as the goods are goes on so. */
const shippingOf = ({ price, taxRate }: NonNullable<Order["shipping"]>, { lines }: Pick<Order, "lines">) =>
  taxRate === usualShippingTax(lines.filter((line) => wantedOf(line) > 0)) ? { price } : { price, taxRate };

/** The edit changes nothing, and others have saved a newer version. */
const isOutdated = ({ version, base, draft }: NonNullable<Written>, order: Order) =>
  order.version > version && isSameDraft(draft, base);

/**
 * An order being edited, kept by this tab until it is saved. Until something is changed the page follows what others
 * save; from then on it keeps the version it began with, so that the second person to save sees both.
 */
export function useOrderEdit(order: Order) {
  const { userId } = usePerson();
  const [written, setWritten] = usePersistentState<Written>({
    key: `quartermaster.order-edit.${userId}.${order.id}`,
    storage: "session",
    is: isWritten,
    empty: null,
  });
  const theirs = draftOf(order);
  const begin = (now: Written) =>
    now && !isOutdated(now, order) ? now : { version: order.version, base: theirs, draft: theirs };
  const { version: begun, base, draft } = begin(written);
  // What others did besides, as shipping or holding it, is no reason to stop anybody.
  const version = isSameDraft(theirs, base) ? order.version : begun;
  const isChanged = !isSameDraft(draft, base);

  const discard = () => {
    setWritten(() => null);
    notify.info("Your changes were discarded", { action: { label: "Undo", run: () => setWritten(() => written) } });
  };
  return {
    draft,
    base,
    theirs,
    version,
    isChanged,
    discard,
    isBehind: isChanged && order.version > version,
    change: (next: (draft: Draft) => Draft) => setWritten((now) => ({ ...begin(now), draft: next(begin(now).draft) })),
    /** Continues from the version others saved, with the merged draft. */
    goOnFrom: (saved: number, merged: Draft) => setWritten(() => ({ version: saved, base: theirs, draft: merged })),
    /** The draft was saved as this version; editing may continue. */
    saveAs: (saved: number) =>
      setWritten((now) => ({ version: saved, base: begin(now).draft, draft: begin(now).draft })),
    /** Ends the edit. */
    settle: () => setWritten(() => null),
  };
}
