"use client";

import { useState } from "react";
import { GoodsName, TABLE_NAME_STYLE, unitOf } from "@/app/(staff)/_goods/goods";
import { Available } from "@/app/(staff)/orders/available";
import type { Order } from "@/app/(staff)/orders/order-data";
import { useAvailable } from "@/app/(staff)/orders/use-available";
import { canConfirm } from "@/modules/orders/order";
import { formatMoney, formatRate } from "@/shared/money";
import { formatQuantity } from "@/shared/quantity";
import { Money, Quantity } from "@/ui/amount";
import { Badge } from "@/ui/badge";
import { type Column, DataTable } from "@/ui/data-table";
import { deferred } from "@/ui/on-demand";
import { Section } from "@/ui/page";
import { LinePartDialog, useLineParts } from "./line-part";
import type { LinePart } from "./line-part-dialog";
import { OrderAmounts } from "./order-amounts";

/** Behind the page, as what it opens. */
const PromisedDay = deferred(() => import("./promised-day").then((file) => file.PromisedDay));
/** Behind the page: it says something of few orders. */
const OrderTax = deferred(() => import("./order-tax").then((file) => file.OrderTax));

type Line = Order["lines"][number];

const count = (value: number, line: Line) => (
  <Quantity value={value} unit={unitOf(line)} tone={value === 0 ? "muted" : "neutral"} />
);

function Reserved({ line }: { line: Line }) {
  return (
    <>
      {count(line.reserved, line)}
      {line.short > 0 && <Badge tone="danger">Short {formatQuantity(line.short)}</Badge>}
      {line.backordered > 0 && <Badge tone="warning">Waits for {formatQuantity(line.backordered)}</Badge>}
    </>
  );
}

const PRODUCT: Column<Line> = {
  id: "product",
  header: "Product",
  card: "title",
  cell: (line) => (
    <>
      <span className="flex flex-wrap items-center gap-2">
        <GoodsName goods={line} className={TABLE_NAME_STYLE} />
        {line.isArchived && <Badge tone="warning">Archived</Badge>}
      </span>
      <span className="block text-xs font-normal text-muted">{line.sku}</span>
    </>
  ),
};
type AvailableOf = ReturnType<typeof useAvailable>;

const quantityOf = (order: Order, availableOf: AvailableOf): Column<Line> => ({
  id: "quantity",
  header: "Ordered",
  cell: (line) => (
    <>
      {count(line.quantity, line)}
      <Available
        quantity={line.quantity}
        available={availableOf(line.variantId)}
        unit={unitOf(line)}
        className="ml-2 md:ml-0 md:block"
      />
      <PromisedDay order={order} line={line} />
    </>
  ),
  numeric: true,
  width: "6.5rem",
});
type Parts = ReturnType<typeof useLineParts>;

const progressOf = (partOf: Parts): Column<Line>[] => [
  { id: "reserved", header: "Reserved", cell: (line) => <Reserved line={line} />, numeric: true, width: "6rem" },
  { id: "shipped", header: "Shipped", cell: (line) => count(line.shipped, line), numeric: true, width: "6rem" },
  {
    id: "open",
    header: "Open",
    cell: (line) =>
      partOf(
        "cancel",
        line,
        <Quantity value={line.open} unit={unitOf(line)} tone={line.open === 0 ? "muted" : "warning"} />,
      ),
    numeric: true,
    width: "5rem",
  },
];
const cancelledOf = (partOf: Parts): Column<Line> => ({
  id: "cancelled",
  header: "Cancelled",
  cell: (line) => partOf("restore", line, count(line.cancelled, line)),
  numeric: true,
  width: "6rem",
});
const PRICE: Column<Line> = {
  id: "price",
  header: "Price",
  numeric: true,
  width: "7rem",
  cell: (line) => (
    <>
      <Money minor={line.unitPrice} />
      {line.pricesIncludeTax && <span className="block text-xs text-muted">with tax</span>}
      {line.priceListName && <span className="block text-xs wrap-anywhere text-muted">{line.priceListName}</span>}
      {line.discountRate > 0 && <span className="block text-xs text-muted">{formatRate(line.discountRate)} off</span>}
      {line.discountAmount > 0 && (
        <span className="block text-xs text-muted">{formatMoney(line.discountAmount)} off in all</span>
      )}
    </>
  ),
};
const NET: Column<Line> = {
  id: "net",
  header: "Net",
  numeric: true,
  width: "7rem",
  card: "aside",
  cell: (line) => (
    <>
      <Money minor={line.amounts.billed.net} className="font-medium" />
      {line.taxRate > 0 && (
        <span className="block text-xs font-normal text-muted">+ {formatRate(line.taxRate)} tax</span>
      )}
      {line.taxReason !== "" && <span className="block text-xs font-normal text-muted">No tax: {line.taxReason}</span>}
    </>
  ),
};

function columnsOf(order: Order, availableOf: AvailableOf, partOf: Parts): readonly Column<Line>[] {
  const { status, lines } = order;
  const quantity = quantityOf(order, availableOf);
  if (status === "draft") return [PRODUCT, quantity, PRICE, NET];
  const isCut = lines.some((line) => line.cancelled > 0);
  const progress = [PRODUCT, quantity, ...progressOf(partOf)];
  return isCut
    ? [...progress, cancelledOf(partOf), PRICE, { ...NET, header: "Billed (net)" }]
    : [...progress, PRICE, NET];
}

/** The lines with their progress; a draft has none, and shows what there is for it. */
export function OrderLines({ order }: { order: Order }) {
  const [part, setPart] = useState<LinePart | null>(null);
  const partOf = useLineParts(order, setPart);
  const availableOf = useAvailable(canConfirm(order.status) ? order.warehouseId : null, order.lines, order);
  return (
    <Section title="Products">
      <DataTable
        wide
        label="Lines of the order"
        columns={columnsOf(order, availableOf, partOf)}
        rows={order.lines}
        rowId={(line) => line.id}
        href={(line) => `/stock/${line.variantId}`}
      />
      {order.discountAmount > 0 && <WholeDiscount order={order} />}
      <OrderAmounts order={order} />
      <OrderTax order={order} />
      <LinePartDialog order={order} part={part} open={part !== null} onOpen={(open) => !open && setPart(null)} />
    </Section>
  );
}

/** The lines' sums are less their share of it already. */
function WholeDiscount({ order: { discountRate, discountAmount, currency } }: { order: Order }) {
  return (
    <p className="mt-3 px-4 text-right text-sm text-muted">
      {discountRate > 0 ? `${formatRate(discountRate)} off the order: ` : "Off the order: "}
      <Money minor={discountAmount} currency={currency} className="font-medium text-foreground" />, shared by its
      products
    </p>
  );
}
