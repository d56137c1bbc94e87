"use client";

import { useShop } from "@/client/shop";

const BOX = { width: 160, height: 64 } as const;

/** The shop's own logo; nothing where there is none. Its address changes with it, so that it may be cached. */
export function ShopLogo({ className }: { className?: string }) {
  const { logoKey, companyName } = useShop();
  if (logoKey === null) return null;
  return <img {...BOX} decoding="async" src={`/api/logo?${logoKey}`} alt={companyName} className={className} />;
}
