import type { FoundBin } from "@/app/(staff)/_places/locations";
import { serialHref } from "@/app/(staff)/_serials/serial-address";
import { isSerial, serialOfCode } from "@/app/(staff)/_serials/serials";
import { mayBeAnsweredLater, type trpc } from "@/client/trpc";
import { plainCode } from "@/modules/catalog/codes/barcode";
import { binCodeOf } from "@/modules/inventory/locations/bin-code";
import { codeOf, parseOrderNumber } from "@/modules/orders/order";

type Utils = ReturnType<typeof trpc.useUtils>;
/** A page, or the bins of a code that several warehouses may have. */
type Found = string | { bins: FoundBin[] };
type FindPage = (utils: Utils, code: string) => Promise<Found | null>;

const ORDERS_LOOKED_AT = 20;

/** Who knows the page of what a code names. Products come first, since their codes are the most. */
const PAGE_FINDERS: readonly FindPage[] = [
  async (utils, code) => {
    const variant = await utils.catalog.findByCode.fetch({ code });
    if (!variant) return null;
    return variant.hasSerials && variant.serial !== null
      ? serialHref(variant.variantId, variant.serial)
      : `/stock/${variant.variantId}`;
  },
  async (utils, code) => {
    const bins = await utils.inventory.findBinsByCode.fetch(binCodeOf(code));
    return bins.length > 0 ? { bins } : null;
  },
  async (utils, code) => {
    const number = parseOrderNumber(plainCode(code));
    const order = number === null ? null : await utils.orders.getByNumber.fetch({ number });
    return order && `/orders/${order.id}`;
  },
  // Of several items with the same serial number the one that moved last.
  async (utils, code) => {
    const serial = serialOfCode(code);
    const [piece] = isSerial(serial) ? await utils.inventory.findSerial.fetch({ serial }) : [];
    return piece ? serialHref(piece.variantId, piece.serial) : null;
  },
  // The label of a parcel: several of one number are shown as a list.
  async (utils, code) => {
    const search = plainCode(code);
    const { rows } = await utils.orders.list.fetch({ search, limit: ORDERS_LOOKED_AT });
    // A part of a number is enough for somebody who searches, and not for a code that names one parcel.
    const [first, ...more] = rows.filter(
      ({ foundTracking }) => foundTracking?.split(",").some((number) => codeOf(number) === codeOf(search)) ?? false,
    );
    if (!first) return null;
    return more.length > 0 ? `/orders?search=${encodeURIComponent(search)}` : `/orders/${first.id}`;
  },
];

/**
 * What a code names, and nothing for one that nobody knows. What may not be looked up, or is no code of that kind, is
 * not found there.
 * @throws what kept somebody from answering, where nobody else knows the code
 */
export async function findCode(utils: Utils, code: string): Promise<Found | null> {
  const answers = await Promise.allSettled(PAGE_FINDERS.map((find) => find(utils, code)));
  for (const answer of answers) if (answer.status === "fulfilled" && answer.value !== null) return answer.value;
  for (const answer of answers)
    if (answer.status === "rejected" && mayBeAnsweredLater(answer.reason)) throw answer.reason;
  return null;
}
