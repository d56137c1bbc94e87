"use client";

import type { ReactNode } from "react";
import { describeOrderUse, describeStockUse } from "@/modules/catalog/archiving";
import type { Use } from "@/modules/catalog/contract";
import { formatOrderNumber } from "@/modules/orders/order";
import { formatQuantity } from "@/shared/quantity";
import { ConfirmDialog } from "@/ui/confirm-dialog";
import { TextLink } from "@/ui/text-link";

type ArchiveAnywayProps = {
  name: string;
  /** What hangs on it; the dialog is open while there is something. */
  use: Use | null;
  /** Where its stock is shown. */
  stockHref?: string;
  children: ReactNode;
  onArchive: (acceptUse: string) => unknown;
  onClose: () => void;
};

/** Names what hangs on a thing before it is archived. What changes meanwhile is shown and asked again. */
export function ArchiveAnyway({ name, use, stockHref, children, onArchive, onClose }: ArchiveAnywayProps) {
  return (
    <ConfirmDialog
      open={use !== null}
      onOpen={(open) => {
        if (!open) onClose();
      }}
      title={`Archive ${name} anyway?`}
      confirm="Archive anyway"
      cancel="Keep active"
      onConfirm={() => use && onArchive(use.version)}
    >
      <p>It is still in use:</p>
      <ul aria-label="In use" className="my-1.5 list-disc pl-4 text-foreground">
        {use?.stock.map((stock) => (
          <li key={stock.warehouseId}>
            {stockHref ? <TextLink href={stockHref}>{describeStockUse(stock)}</TextLink> : describeStockUse(stock)}
          </li>
        ))}
        {use?.orders.map((orders) => (
          <li key={`${orders.status} ${orders.warehouse}`}>
            {describeOrderUse(orders)}: <Named orders={orders} />
          </li>
        ))}
      </ul>
      <p>{children}</p>
    </ConfirmDialog>
  );
}

function Named({ orders: { named, count } }: { orders: Use["orders"][number] }) {
  const more = count - named.length;
  return (
    <>
      {named.map(({ orderId, number }, index) => (
        <span key={orderId}>
          {index > 0 && ", "}
          <TextLink href={`/orders/${orderId}`}>{formatOrderNumber(number)}</TextLink>
        </span>
      ))}
      {more > 0 && ` and ${formatQuantity(more)} more`}
    </>
  );
}
