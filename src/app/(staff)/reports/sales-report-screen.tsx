"use client";

import { ChartColumn } from "lucide-react";
import { useMemo } from "react";
import { Loaded, type QueryState, tableState } from "@/client/loaded";
import { useCan } from "@/client/person";
import { QueryError } from "@/client/query-error";
import { type Outputs, trpc } from "@/client/trpc";
import { type Period, REPORT_DIMENSIONS, REPORT_SORTS, type ReportDimension } from "@/modules/reports/report";
import { formatDay } from "@/shared/dates";
import { oneOf } from "@/shared/one-of";
import { formatQuantity } from "@/shared/quantity";
import { Money } from "@/ui/amount";
import { BarChart } from "@/ui/bar-chart";
import { Card, CardHeader } from "@/ui/card";
import { DataTable } from "@/ui/data-table";
import { EmptyState } from "@/ui/empty-state";
import { Notice } from "@/ui/notice";
import { PageHeader } from "@/ui/page";
import { Skeleton } from "@/ui/skeleton";
import { Stat, StatGrid } from "@/ui/stat";
import { Tabs } from "@/ui/tabs";
import { TextLink } from "@/ui/text-link";
import { ReportToolbar } from "./report-toolbar";
import { changeText, rateText, salesColumns } from "./sales-columns";
import { SoldLines } from "./sold-lines";
import { type Asked, type Narrowed, narrowedTo, type ReportFilters, useReportFilters } from "./use-report-filters";

type Sales = Outputs["reports"]["listSales"];

const NAMES = {
  item: { one: "Item", many: "Items" },
  category: { one: "Category", many: "Categories" },
  customer: { one: "Customer", many: "Customers" },
  warehouse: { one: "Warehouse", many: "Warehouses" },
} as const satisfies Record<ReportDimension, { one: string; many: string }>;
const TABS = REPORT_DIMENSIONS.map((value) => ({ value, label: NAMES[value].many }));

const DESCRIPTION =
  "What left, on the day it left, less what came back, on the day it came back. " +
  "Amounts are without tax and without shipping charges.";

/** Sales and margin of a period beside another one, and the list behind each of them. */
export function SalesReportScreen() {
  const { filters, setFilters, period, today } = useReportFilters();
  const { by, compare, sort, descending, of } = filters;
  const asked = period && { by, compare, sort, descending, ...period };
  const lines = period && of !== null ? { ...period, ...narrowedTo(by, of) } : null;
  const exported = lines
    ? { of: "reports.listSoldLines", filters: lines }
    : asked && { of: "reports.listSales", filters: asked };
  return (
    <>
      <PageHeader title="Sales report" description={DESCRIPTION} />
      <div className="flex min-w-0 flex-col gap-4">
        <ReportToolbar filters={filters} onChange={setFilters} exported={exported} />
        <Tabs label="By" value={by} onValue={(chosen) => setFilters({ by: chosen, of: null })} tabs={TABS} />
        {asked ? (
          <Report asked={asked} filters={filters} onFilters={setFilters} lines={lines} />
        ) : today === "" ? (
          <ReportSkeleton />
        ) : (
          <Card padded={false}>
            <EmptyState icon={<ChartColumn />} title="Choose the days">
              Enter a first day and a last day, at most a year apart.
            </EmptyState>
          </Card>
        )}
      </div>
    </>
  );
}

const ReportSkeleton = () => <Skeleton className="h-64 w-full" />;

type OnFilters = (change: Partial<ReportFilters>) => void;
type ReportProps = {
  asked: Asked;
  filters: ReportFilters;
  onFilters: OnFilters;
  lines: (Period & Narrowed) | null;
};

function Report({ asked, filters, onFilters, lines }: ReportProps) {
  const { by, of } = filters;
  const question = { ...asked, limit: ROWS_SHOWN, ...(of !== null && narrowedTo(by, of)) };
  const sales = trpc.reports.listSales.useQuery(question, { placeholderData: (before) => before });
  const [chosen] = sales.data?.rows ?? [];
  const hasFailed = sales.data === undefined && sales.error !== null;
  return (
    <>
      {!hasFailed && <Totals sales={sales.data} />}
      {lines ? (
        <>
          <div className="flex flex-wrap items-baseline gap-x-3">
            <h2 className="text-base font-semibold wrap-anywhere">
              {chosen ? chosen.name : NAMES[by].one}
              {chosen?.detail && <span className="font-normal text-muted"> · {chosen.detail}</span>}
            </h2>
            <TextLink href={hrefOf(filters, null)}>All {NAMES[by].many.toLowerCase()}</TextLink>
          </div>
          <SoldLines asked={lines} />
        </>
      ) : hasFailed ? (
        <Card padded={false}>
          <QueryError error={sales.error} onRetry={() => void sales.refetch()} />
        </Card>
      ) : (
        <Groups query={sales} filters={filters} onFilters={onFilters} />
      )}
    </>
  );
}

/** The address of the same report, of one group or of all. */
function hrefOf({ by, period, from, to, compare, sort, descending }: ReportFilters, of: string | null): string {
  const params = new URLSearchParams({ by, period, compare, sort, descending: String(descending) });
  for (const [name, value] of Object.entries({ from, to, of })) if (value !== null) params.set(name, value);
  return `/reports?${params}`;
}

function Totals({ sales }: { sales: Sales | undefined }) {
  const seesCosts = useCan("catalog.see-cost");
  const total = sales?.total;
  const loading = total === undefined;
  const change = total ? changeText(total.net, total.netBefore) : "";
  const unknown = total?.margin ? total.net - total.margin.of : 0;
  return (
    <>
      <StatGrid>
        <Stat
          label="Net sales"
          loading={loading}
          value={total && <Money minor={total.net} />}
          delta={change === "" || !total ? undefined : { text: change, direction: directionOf(total) }}
        />
        <Stat
          label="Before"
          loading={loading}
          value={total && <Money minor={total.netBefore} />}
          hint={sales && <span suppressHydrationWarning>{daysText(sales.before)}</span>}
        />
        {seesCosts && (
          <>
            <Stat label="Margin" loading={loading} value={total?.margin && marginText(total.margin)} />
            <Stat label="Margin of sales" loading={loading} value={total && (rateText(total.margin) || "–")} />
          </>
        )}
      </StatGrid>
      {unknown !== 0 && (
        <Notice tone="info" title="Some margins are not known">
          Nobody knew what <Money minor={unknown} /> of these sales cost when it left. Margins are of the rest. Enter a
          cost in the product, and it counts for what ships from then on.
        </Notice>
      )}
    </>
  );
}

const directionOf = ({ net, netBefore }: Sales["total"]) =>
  net > netBefore ? "up" : net < netBefore ? "down" : "flat";
/** Of nothing whose cost is known there is no margin, which is not none. */
const marginText = ({ amount, of }: NonNullable<Sales["total"]["margin"]>) =>
  of === 0 ? "–" : <Money minor={amount} />;

const daysText = ({ from, to }: Period): string => `${formatDay(from)} – ${formatDay(to)}`;

const marginsOf = ({ margin, marginBefore }: Sales["rows"][number]) => ({
  value: margin?.amount ?? 0,
  before: marginBefore?.amount ?? 0,
});

const BARS_MAX = 10;
const ROWS_SHOWN = 25;

type GroupsProps = { query: QueryState<Sales>; filters: ReportFilters; onFilters: OnFilters };

function Groups({ query, filters, onFilters }: GroupsProps) {
  const { by, sort, descending } = filters;
  const seesCosts = useCan("catalog.see-cost");
  const columns = useMemo(
    () => salesColumns({ name: NAMES[by].one, seesCosts, countsItems: by === "item" }),
    [by, seesCosts],
  );
  const sales = query.data;
  const rest = sales ? sales.groups - sales.rows.length : 0;
  return (
    <div className="grid grid-cols-1 items-start gap-4 xl:grid-cols-[16rem_minmax(0,1fr)]">
      <Card>
        <CardHeader title={`${descending ? "Best" : "Weakest"} ${NAMES[by].many.toLowerCase()}`} />
        <Loaded query={query} skeleton={<ReportSkeleton />}>
          {({ rows, before }) => (
            <BarChart
              label={sort === "net" ? "Net sales" : "Margin"}
              beforeLabel={daysText(before)}
              bars={rows.slice(0, BARS_MAX).map((row) => ({
                id: row.id,
                label: [row.name, row.detail].filter(Boolean).join(" · "),
                ...(sort === "net" ? { value: row.net, before: row.netBefore } : marginsOf(row)),
                href: hrefOf(filters, row.id),
              }))}
            />
          )}
        </Loaded>
      </Card>
      <div className="min-w-0">
        <DataTable
          label={`Sales by ${NAMES[by].one.toLowerCase()}`}
          columns={columns}
          {...tableState({ data: sales?.rows, error: query.error, refetch: query.refetch })}
          sort={{ id: sort, direction: descending ? "desc" : "asc" }}
          onSort={({ id, direction }) =>
            onFilters({ sort: oneOf(REPORT_SORTS, id) ?? "net", descending: direction === "desc" })
          }
          rowId={(row) => row.id}
          href={(row) => hrefOf(filters, row.id)}
          nameOf={(row) => row.name}
          empty={
            <EmptyState icon={<ChartColumn />} title="Nothing left or came back in these days">
              Items count when they ship. Choose other days.
            </EmptyState>
          }
        />
        {rest > 0 && (
          <p className="mt-2 text-sm text-muted">
            {formatQuantity(rest)} more. The total is of all, and an export has them.
          </p>
        )}
      </div>
    </div>
  );
}
