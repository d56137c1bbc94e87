"use client";

import { whyReversed, whyTaxed } from "@/app/(staff)/_orders/why-taxed";
import type { Order } from "@/app/(staff)/orders/order-data";
import { useShop } from "@/client/shop";

/** Why the order is taxed as it is, where that is not as at home. */
export function OrderTax({ order: { taxBasis, lines } }: { order: Order }) {
  const { country } = useShop();
  if (!taxBasis || lines.every(({ taxCategory }) => taxCategory === null)) return null;
  const why = [whyTaxed(taxBasis, country), whyReversed(taxBasis, lines)].filter(Boolean).join(" ");
  return why && <p className="mt-1 px-4 text-right text-xs text-muted">{why}</p>;
}
