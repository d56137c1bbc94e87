"use client";

import { useState } from "react";
import { Loaded } from "@/client/loaded";
import { trpc } from "@/client/trpc";
import { formatDay } from "@/shared/dates";
import { formatMoney, formatShortMoney, majorUnit } from "@/shared/money";
import { formatCount } from "@/shared/plural";
import { Money } from "@/ui/amount";
import { Card, CardHeader } from "@/ui/card";
import { AreaChart } from "@/ui/chart";
import { EmptyState } from "@/ui/empty-state";
import { Select } from "@/ui/select";
import { Skeleton } from "@/ui/skeleton";
import { SALES_AT_FIRST } from "./questions";

const ChartSkeleton = () => <Skeleton className="h-[220px] w-full" />;

const PERIODS = [
  { value: "30", label: "Last 30 days" },
  { value: "90", label: "Last 90 days" },
  { value: "365", label: "Last year" },
] as const;
type Period = (typeof PERIODS)[number]["value"];

/** Beyond this many days a point is a week, so that the line stays readable. */
const POINTS_MAX = 120;
const DAYS_PER_WEEK = 7;

type Day = { day: string; net: number; orders: number };

function pointsOf(days: readonly Day[]): Day[] {
  if (days.length <= POINTS_MAX) return [...days];
  // Counted back from today, so that the last point is a whole week and the first may be short.
  const short = days.length % DAYS_PER_WEEK;
  const starts = [
    ...(short > 0 ? [0] : []),
    ...Array.from({ length: Math.floor(days.length / DAYS_PER_WEEK) }, (_, week) => short + week * DAYS_PER_WEEK),
  ];
  return starts.map((start, index) => {
    const week = days.slice(start, starts[index + 1]);
    return {
      day: week[0]?.day ?? "",
      net: week.reduce((sum, { net }) => sum + net, 0),
      orders: week.reduce((sum, { orders }) => sum + orders, 0),
    };
  });
}

/** What was sold, by the day the orders were placed. */
export function DashboardSales() {
  const [period, setPeriod] = useState<Period>(`${SALES_AT_FIRST.days}`);
  const sales = trpc.orders.listSalesPerDay.useQuery({ days: Number(period) }, { placeholderData: (before) => before });
  return (
    <Card>
      <CardHeader
        title="Sales"
        description={sales.data ? <Summary days={sales.data} /> : !sales.error && <Skeleton className="mt-1 w-44" />}
        actions={
          <Select size="sm" label="Period" className="w-36" value={period} onValue={setPeriod} options={PERIODS} />
        }
      />
      <Loaded query={sales} skeleton={<ChartSkeleton />}>
        {(days) =>
          days.every(({ net }) => net === 0) ? (
            <EmptyState title="No sales in this period">
              Confirmed orders appear here on the day they were placed.
            </EmptyState>
          ) : (
            <AreaChart
              label={`Net sales, ${PERIODS.find(({ value }) => value === period)?.label.toLowerCase() ?? ""}`}
              valueLabel="Net sales"
              points={pointsOf(days).map(({ day, net }) => ({ label: formatDay(day, { isShort: true }), value: net }))}
              formatValue={(minor) => formatMoney(minor)}
              formatTick={(minor) => formatShortMoney(minor)}
              leastStep={majorUnit()}
            />
          )
        }
      </Loaded>
    </Card>
  );
}

function Summary({ days }: { days: readonly Day[] }) {
  const net = days.reduce((sum, day) => sum + day.net, 0);
  const orders = days.reduce((sum, day) => sum + day.orders, 0);
  return (
    <>
      <Money minor={net} className="font-medium text-foreground" /> net in {formatCount(orders, "order")}
    </>
  );
}
