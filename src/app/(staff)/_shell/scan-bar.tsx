"use client";

import { usePathname, useRouter } from "next/navigation";
import { useState } from "react";
import { useIsScanOwned } from "@/client/scan";
import { trpc } from "@/client/trpc";
import { ScanBox } from "@/ui/scan-box";

const ORDER_NUMBER = /^#?\s*(\d{1,15})$/;

/** Finds whatever a code stands for, product, bin or order, and goes there. */
export function StaffScan() {
  const router = useRouter();
  const pathname = usePathname();
  const isOwned = useIsScanOwned();
  const find = useFindCode();
  const [missing, setMissing] = useState<string | null>(null);
  const [isPending, setPending] = useState(false);

  const scan = async (code: string) => {
    setMissing(null);
    setPending(true);
    const href = await find(code);
    setPending(false);
    // Whoever has gone elsewhere meanwhile wants to be there.
    if (window.location.pathname !== pathname) return;
    if (href === null) setMissing(code);
    else router.push(href);
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
          <span role="status">Nothing is known by the code {missing}. Check the label, or add it to its product.</span>
        )
      }
    />
  );
}

/** The page of what a code names; null when nothing does. Products come first, since their codes are the most. */
function useFindCode(): (code: string) => Promise<string | null> {
  const utils = trpc.useUtils();
  return async (code) => {
    const number = ORDER_NUMBER.exec(code)?.[1];
    const [goods, bins, order] = await Promise.all([
      utils.catalog.findByCode.fetch({ code }).catch(() => null),
      utils.inventory.findBinsByCode.fetch({ code: code.slice(0, 100) }).catch(() => []),
      number === undefined ? null : utils.orders.byNumber.fetch({ number: Number(number) }).catch(() => null),
    ]);
    if (goods) return `/stock/${goods.variantId}`;
    const [bin] = bins;
    if (bin) return `/warehouses/bins/${bin.id}`;
    return order ? `/orders/${order.id}` : null;
  };
}
