"use client";

import { usePathname, useRouter } from "next/navigation";
import { useState } from "react";
import { ENTITY_PAGES } from "@/app/(staff)/_history/entity-pages";
import { useResolveBin } from "@/app/(staff)/_places/bin-choice";
import type { FoundBin } from "@/app/(staff)/_places/locations";
import { useIsScanOwned } from "@/client/scan";
import { trpc } from "@/client/trpc";
import { plainCode } from "@/modules/catalog/codes/barcode";
import { binCodeOf } from "@/modules/inventory/locations/bin-code";
import { parseOrderNumber, trackingOf } from "@/modules/orders/order";
import { ScanBox } from "@/ui/scan-box";

/** Opens the page of the product, bin, order or parcel that a code names. */
export function StaffScan() {
  const router = useRouter();
  const pathname = usePathname();
  const isOwned = useIsScanOwned();
  const find = useFindCode();
  const resolveBin = useResolveBin();
  const [missing, setMissing] = useState<string | null>(null);
  const [isPending, setPending] = useState(false);

  const scan = async (code: string) => {
    setMissing(null);
    setPending(true);
    const found = await find(code);
    setPending(false);
    // Whoever has gone elsewhere meanwhile wants to be there.
    if (window.location.pathname !== pathname) return;
    if (found === null) return setMissing(code);
    if (typeof found === "string") return router.push(found);
    const bin = await resolveBin(found.bins);
    if (bin) router.push(`/warehouses/bins/${bin.id}`);
  };

  return (
    <ScanBox
      listen={!isOwned}
      label="Scan or type a product, bin or order"
      placeholder="Scan a product, bin or order"
      pending={isPending}
      onScan={(code) => void scan(code)}
      onDismiss={() => setMissing(null)}
      result={
        missing === null ? undefined : (
          <span role="status">Unknown code {missing}. Check the label, or ask a manager to add it to its product.</span>
        )
      }
    />
  );
}

type Utils = ReturnType<typeof trpc.useUtils>;
/** A page, or the bins of a code that several warehouses may have. */
type Found = string | { bins: FoundBin[] };
type FindPage = (utils: Utils, code: string) => Promise<Found | null>;

const ORDERS_LOOKED_AT = 20;

/** Who knows the page of what a code names. Products come first, since their codes are the most. */
const PAGE_FINDERS: readonly FindPage[] = [
  async (utils, code) => {
    const variant = await utils.catalog.findByCode.fetch({ code });
    return variant && `/stock/${variant.variantId}`;
  },
  async (utils, code) => {
    const bins = await utils.inventory.findBinsByCode.fetch(binCodeOf(code));
    return bins.length > 0 ? { bins } : null;
  },
  async (utils, code) => {
    const number = parseOrderNumber(plainCode(code));
    const order = number === null ? null : await utils.orders.getByNumber.fetch({ number });
    return order && ENTITY_PAGES.order.href(order.id);
  },
  // The label of a parcel: several of one number are shown as a list.
  async (utils, code) => {
    const search = plainCode(code);
    const { rows } = await utils.orders.list.fetch({ search, limit: ORDERS_LOOKED_AT });
    // A part of a number is enough for somebody who searches, and not for a code that names one parcel.
    const [first, ...more] = rows.filter(
      ({ foundTracking }) => foundTracking !== null && trackingOf(foundTracking) === trackingOf(search),
    );
    if (!first) return null;
    return more.length > 0 ? `/orders?search=${encodeURIComponent(search)}` : ENTITY_PAGES.order.href(first.id);
  },
];

function useFindCode(): (code: string) => Promise<Found | null> {
  const utils = trpc.useUtils();
  return async (code) => {
    const pages = await Promise.all(PAGE_FINDERS.map((find) => find(utils, code).catch(() => null)));
    return pages.find((page) => page !== null) ?? null;
  };
}
