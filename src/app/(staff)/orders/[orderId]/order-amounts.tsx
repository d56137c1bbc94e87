"use client";

import type { Order } from "@/app/(staff)/orders/order-data";
import { Money } from "@/ui/amount";
import { cn } from "@/ui/class-names";

const TABLE = cn(
  "mt-3 ml-auto text-sm max-sm:block max-sm:[&>*]:block",
  "[&_td]:py-0.5 [&_td]:text-right [&_th]:font-normal [&_th]:text-muted sm:[&_td]:pl-6 sm:[&_th]:pl-6",
  "sm:[&_th[scope=row]]:pl-4 [&_th[scope=row]]:text-left sm:[&_td:last-child]:pr-4 sm:[&_th:last-child]:pr-4",
);
/** Three amounts of eight digits fill a phone, so what they are of stands above them. */
const ROW = "max-sm:grid max-sm:grid-cols-3 max-sm:gap-x-3 max-sm:px-4 max-sm:[&>th[scope=row]]:col-span-full";

/** What the order comes to; with what was ordered and cancelled beside it once they differ. */
export function OrderAmounts({ order }: { order: Order }) {
  const { amounts, currency, shipping } = order;
  const isCut = amounts.cancelled.total > 0;
  return (
    <table role="table" aria-label="Amounts" className={TABLE}>
      <thead role="rowgroup">
        <tr role="row" className={ROW}>
          <td aria-hidden className="max-sm:hidden" />
          {["Net", "Tax", "Total"].map((name) => (
            <th key={name} role="columnheader" scope="col" className="text-right">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup">
        {shipping && <Row label="Shipping" amount={sumOf(shipping)} currency={currency} />}
        {isCut && <Row label="Ordered" amount={amounts.ordered} currency={currency} />}
        {isCut && <Row label={cutLabel(order)} amount={amounts.cancelled} currency={currency} />}
        <Row
          label={isCut ? "Billed" : "Order"}
          amount={amounts.billed}
          currency={currency}
          className="max-sm:border-t sm:[&>*]:border-t [&>td:last-child]:text-base [&>td:last-child]:font-semibold"
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
    <tr role="row" className={cn(ROW, className)}>
      <th role="rowheader" scope="row">
        {label}
      </th>
      {[amount.net, amount.tax, amount.total].map((minor, index) => (
        <td key={index} role="cell">
          <Money minor={minor} currency={currency} />
        </td>
      ))}
    </tr>
  );
}
