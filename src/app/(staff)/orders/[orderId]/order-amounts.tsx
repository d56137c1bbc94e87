"use client";

import type { Order } from "@/app/(staff)/orders/order-data";
import { Money } from "@/ui/amount";
import { cn } from "@/ui/class-names";

/** What the order comes to; with what was ordered and cancelled beside it once they differ. */
export function OrderAmounts({ order }: { order: Order }) {
  const { amounts, currency, shipping } = order;
  const isCut = amounts.cancelled.total > 0;
  return (
    <table
      aria-label="Amounts"
      className={cn(
        "mt-3 ml-auto text-sm",
        "[&_td]:py-0.5 [&_td]:pl-6 [&_td]:text-right [&_th]:pl-6 [&_th]:font-normal [&_th]:text-muted",
        "[&_th[scope=row]]:pl-4 [&_th[scope=row]]:text-left [&_td:last-child]:pr-4 [&_th:last-child]:pr-4",
      )}
    >
      <thead>
        <tr>
          <td aria-hidden />
          <th scope="col" className="text-right">
            Net
          </th>
          <th scope="col" className="text-right">
            Tax
          </th>
          <th scope="col" className="text-right">
            Total
          </th>
        </tr>
      </thead>
      <tbody>
        {shipping && <Row label="Shipping" amount={sumOf(shipping)} currency={currency} />}
        {isCut && <Row label="Ordered" amount={amounts.ordered} currency={currency} />}
        {isCut && <Row label={cutLabel(order)} amount={amounts.cancelled} currency={currency} />}
        <Row
          label={isCut ? "Billed" : "Order"}
          amount={amounts.billed}
          currency={currency}
          className="[&>*]:border-t [&>*]:border-border [&>td:last-child]:text-base [&>td:last-child]:font-semibold"
        />
      </tbody>
    </table>
  );
}

const cutLabel = ({ lines }: Order): string =>
  lines.some(({ credited }) => credited > 0) ? "Cancelled or returned" : "Cancelled";

const sumOf = ({ net, tax }: { net: number; tax: number }) => ({ net, tax, total: net + tax });

type RowProps = {
  label: string;
  amount: { net: number; tax: number; total: number };
  currency: string;
  className?: string;
};

function Row({ label, amount, currency, className }: RowProps) {
  return (
    <tr className={className}>
      <th scope="row">{label}</th>
      <td>
        <Money minor={amount.net} currency={currency} />
      </td>
      <td>
        <Money minor={amount.tax} currency={currency} />
      </td>
      <td>
        <Money minor={amount.total} currency={currency} />
      </td>
    </tr>
  );
}
