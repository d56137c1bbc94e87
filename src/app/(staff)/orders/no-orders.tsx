"use client";

import { ClipboardList } from "lucide-react";
import { EmptyState } from "@/ui/empty-state";
import { LinkButton } from "@/ui/link-button";
import { isNarrowed, type OrderFilters } from "./order-filters";

/** What stands in the place of rows, and what to do about it. */
export function NoOrders({ filters, mayPlace }: { filters: OrderFilters; mayPlace: boolean }) {
  if (isNarrowed(filters))
    return (
      <EmptyState icon={<ClipboardList />} title="No order matches">
        Try fewer words or clear a filter.
      </EmptyState>
    );
  return (
    <EmptyState
      icon={<ClipboardList />}
      title="No orders yet"
      action={
        mayPlace && (
          <LinkButton href="/orders/new" variant="primary">
            New order
          </LinkButton>
        )
      }
    >
      Place the first order. Its stock is reserved when you confirm it.
    </EmptyState>
  );
}
