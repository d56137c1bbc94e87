"use client";

import { Copy, Ellipsis, Split } from "lucide-react";
import type { Order } from "@/app/(staff)/orders/order-data";
import { useCan } from "@/client/person";
import { canChange } from "@/modules/orders/order";
import { Menu, MenuItem } from "@/ui/dropdown-menu";
import { IconButton } from "@/ui/icon-button";
import type { useOrderCopies } from "./use-order-copies";

type OrderMenuProps = { order: Order; copies: ReturnType<typeof useOrderCopies>; onSplit: () => void };

/** What is seldom done with an order. */
export function OrderMenu({ order: { status, lines }, copies, onSplit }: OrderMenuProps) {
  const mayDuplicate = useCan("orders.duplicate");
  const maySplit = useCan("orders.split") && canSplit({ status, lines });
  if (!mayDuplicate && !maySplit) return null;
  return (
    <Menu
      label="More actions"
      align="end"
      trigger={<IconButton label="More actions" icon={<Ellipsis aria-hidden />} />}
    >
      {maySplit && (
        <MenuItem icon={<Split />} onSelect={onSplit}>
          Split order
        </MenuItem>
      )}
      {mayDuplicate && (
        <MenuItem icon={<Copy />} disabled={copies.isPending} onSelect={copies.duplicate}>
          Duplicate
        </MenuItem>
      )}
    </Menu>
  );
}

/** With one item left of one line there is nothing to split, unless something has shipped. */
export const canSplit = ({ status, lines }: Pick<Order, "status" | "lines">): boolean =>
  canChange(status) &&
  lines.reduce((sum, line) => sum + line.quantity - line.cancelled, 0) > 1 &&
  lines.some(({ open }) => open > 0);
