"use client";

import type { Outputs } from "@/client/trpc";
import { marginRate } from "@/modules/reports/report";
import { formatRate } from "@/shared/money";
import { Money, Quantity } from "@/ui/amount";
import type { Column } from "@/ui/data-table";

export type SalesRow = Outputs["reports"]["listSales"]["rows"][number];

/** To a tenth of a percent. */
const TENTH = 1_000;
const inTenths = (rate: number): number => Math.round(rate / TENTH) * TENTH;

/** How much more or less than before, in percent; empty where nothing was sold before. */
export function changeText(now: number, before: number): string {
  if (before <= 0) return "";
  const rate = inTenths(((now - before) / before) * 1_000_000);
  return `${rate > 0 ? "+" : ""}${formatRate(rate)}`.replace("-", "\u2212");
}

export function rateText(margin: { amount: number; of: number } | undefined): string {
  const rate = margin ? marginRate(margin) : null;
  return rate === null ? "" : formatRate(inTenths(rate)).replace("-", "\u2212");
}

const Percent = ({ children }: { children: string }) => (
  <span suppressHydrationWarning className="whitespace-nowrap tabular">
    {children}
  </span>
);

type Shown = { name: string; seesCosts: boolean; countsItems: boolean };

/** Units of several items add up to nothing that anybody counts, so only items are counted. */
export const salesColumns = ({ name, seesCosts, countsItems }: Shown): Column<SalesRow>[] => [
  {
    id: "name",
    header: name,
    card: "title",
    hideable: false,
    cell: (row) => (
      <span className="block min-w-0">
        <span className="block font-medium">{row.name}</span>
        {row.detail && <span className="block text-xs text-muted">{row.detail}</span>}
      </span>
    ),
  },
  ...(countsItems
    ? [
        {
          id: "quantity",
          header: "Items",
          numeric: true,
          width: "4.5rem",
          cell: (row: SalesRow) => <Quantity value={row.quantity} />,
        },
      ]
    : []),
  {
    id: "net",
    header: "Net sales",
    numeric: true,
    sortable: true,
    card: "aside",
    width: "6.5rem",
    cell: (row) => <Money minor={row.net} />,
  },
  {
    id: "before",
    header: "Before",
    numeric: true,
    width: "6.5rem",
    cell: (row) => <Money minor={row.netBefore} muted />,
  },
  {
    id: "change",
    header: "Change",
    numeric: true,
    width: "5.5rem",
    cell: (row) => <Percent>{changeText(row.net, row.netBefore)}</Percent>,
  },
  ...(seesCosts
    ? [
        {
          id: "margin",
          header: "Margin",
          numeric: true,
          sortable: true,
          width: "6.5rem",
          cell: (row: SalesRow) => row.margin && row.margin.of !== 0 && <Money minor={row.margin.amount} />,
        },
        {
          id: "rate",
          header: "Of sales",
          numeric: true,
          sortable: true,
          width: "5.5rem",
          cell: (row: SalesRow) => <Percent>{rateText(row.margin)}</Percent>,
        },
      ]
    : []),
];
