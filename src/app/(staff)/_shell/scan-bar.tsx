"use client";

import { usePathname, useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import { useResolveBin } from "@/app/(staff)/_places/bin-choice";
import { useScanFeedback } from "@/app/(staff)/_scan/use-scan-feedback";
import { useIsScanOwned } from "@/client/scan";
import { trpc } from "@/client/trpc";
import { ScanBox } from "@/ui/scan-box";

/** Opens the page of the product, bin, order or parcel that a code names. */
export function StaffScan() {
  const router = useRouter();
  const pathname = usePathname();
  const isOwned = useIsScanOwned();
  const find = useFindCode();
  const resolveBin = useResolveBin();
  const { feedback, show, clear } = useScanFeedback();
  const [isPending, setPending] = useState(false);

  const refuse = (title: string) => show({ tone: "warning", title });
  const scan = async (code: string) => {
    clear();
    setPending(true);
    const found = await find(code).catch(() => undefined);
    setPending(false);
    // Whoever has gone elsewhere meanwhile wants to be there.
    if (window.location.pathname !== pathname) return;
    if (found === undefined) return refuse(`${code} couldn't be looked up. Check the connection and scan it again.`);
    if (found === null)
      return refuse(`Unknown code ${code}. Check the label, or ask a manager to add it to its product.`);
    if (typeof found === "string") return router.push(found);
    const bin = await resolveBin(found.bins);
    if (bin) router.push(`/warehouses/bins/${bin.id}`);
  };

  return (
    <ScanBox
      listen={!isOwned}
      viewfinder="above-page"
      label="Scan or type a product, bin or order"
      placeholder="Scan a product, bin or order"
      pending={isPending}
      onScan={(code) => void scan(code)}
      onDismiss={clear}
      result={feedback && <span role="status">{feedback.title}</span>}
    />
  );
}

const loadFinders = () => import("./find-code");

/** How labels are read is fetched behind the page's own scripts; a scan waits for it, and fetches again what failed. */
function useFindCode() {
  const utils = trpc.useUtils();
  useEffect(() => void loadFinders().catch(() => {}), []);
  return async (code: string) => (await loadFinders()).findCode(utils, code);
}
