"use client";

import { createContext, type ReactNode, useContext, useEffect, useState } from "react";

const ScanContext = createContext<{ owned: boolean; own: (isOwned: boolean) => void }>({ owned: false, own: () => {} });

/** One box of a page listens to the scanner: the page's own where it has one, else the one in the top bar. */
export function ScanProvider({ children }: { children: ReactNode }) {
  const [owners, setOwners] = useState(0);
  const [own] = useState(() => (isOwned: boolean) => setOwners((count) => count + (isOwned ? 1 : -1)));
  return <ScanContext value={{ owned: owners > 0, own }}>{children}</ScanContext>;
}

/** For pages with a scan box of their own: the one in the top bar then stops listening. */
export function useOwnScanBox(): void {
  const { own } = useContext(ScanContext);
  useEffect(() => {
    own(true);
    return () => own(false);
  }, [own]);
}

export const useIsScanOwned = (): boolean => useContext(ScanContext).owned;
