"use client";

import { useShop } from "@/client/shop";
import { ShopLogo } from "./shop-logo";

/** Whose Quartermaster it is: the shop's logo, else its name. */
export function ShopName() {
  const { logoKey, companyName } = useShop();
  if (logoKey !== null) return <ShopLogo className="h-8 w-auto max-w-full object-contain object-left" />;
  return <span className="block truncate text-xs text-muted">{companyName}</span>;
}
