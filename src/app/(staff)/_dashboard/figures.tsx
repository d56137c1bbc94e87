"use client";

import { Banknote, ClipboardList, Coins, PackageX, Truck } from "lucide-react";
import { Loaded } from "@/client/loaded";
import { useCan } from "@/client/person";
import { type Outputs, trpc } from "@/client/trpc";
import { formatCount } from "@/shared/plural";
import { formatQuantity } from "@/shared/quantity";
import { Money } from "@/ui/amount";
import { DateTime } from "@/ui/date-time";
import { Stat, StatGrid } from "@/ui/stat";
import { TextLink } from "@/ui/text-link";
import { LOW_STOCK, SALES_TODAY } from "./questions";

/** The four main figures. People who may not see costs see the drafts instead of the stock's value. */
export function DashboardFigures() {
  const workload = trpc.orders.getWorkload.useQuery();
  return (
    <Loaded inline query={workload} skeleton={<Figures />}>
      {(workload) => <Figures workload={workload} />}
    </Loaded>
  );
}

type FiguresProps = { workload?: Outputs["orders"]["getWorkload"] | undefined };

function Figures({ workload }: FiguresProps) {
  const mayRecord = useCan("orders.record-payment");
  return (
    <>
      <MainFigures workload={workload} />
      {mayRecord && <Overdue />}
    </>
  );
}

function MainFigures({ workload }: FiguresProps) {
  const maySeeCost = useCan("catalog.see-cost");
  const { toShip = 0, drafts = 0, onHold = 0, short = 0, oldestConfirmedAt = null } = workload ?? {};
  return (
    <StatGrid>
      <Stat
        label="Orders to ship"
        icon={<Truck aria-hidden />}
        href="/orders?view=to-ship"
        loading={!workload}
        value={formatQuantity(toShip)}
        hint={
          short > 0 ? (
            <span className="font-medium text-danger-text">{formatCount(short, "order")} short of lost items</span>
          ) : oldestConfirmedAt ? (
            <>
              Oldest confirmed <DateTime at={oldestConfirmedAt} />
            </>
          ) : onHold > 0 ? (
            `${formatQuantity(onHold)} on hold`
          ) : (
            "Nothing to ship"
          )
        }
      />
      <LowStockFigure />
      <SalesToday />
      {maySeeCost ? (
        <StockValue />
      ) : (
        <Stat
          label="Drafts"
          icon={<ClipboardList aria-hidden />}
          href="/orders?view=draft"
          loading={!workload}
          value={formatQuantity(drafts)}
          hint="Not confirmed yet"
        />
      )}
    </StatGrid>
  );
}

function LowStockFigure() {
  const low = trpc.inventory.listLowStock.useQuery(LOW_STOCK);
  const count = low.data?.[0]?.total ?? 0;
  return (
    <Stat
      label="Low stock"
      icon={<PackageX aria-hidden />}
      href="/stock?state=low"
      loading={low.isPending}
      value={low.error ? "–" : formatQuantity(count)}
      hint="At or below the reorder point"
    />
  );
}

function SalesToday() {
  const sales = trpc.orders.listSalesPerDay.useQuery(SALES_TODAY);
  const today = sales.data?.[0];
  return (
    <Stat
      label="Orders today (net)"
      icon={<Banknote aria-hidden />}
      href="/orders?period=today"
      loading={sales.isPending}
      value={today ? <Money minor={today.net} /> : "–"}
      hint={today && formatCount(today.orders, "order")}
    />
  );
}

/** A line of its own where something is overdue, and nothing where all is well. */
function Overdue() {
  const { data } = trpc.orders.getReceivables.useQuery();
  if (!data || data.overdueOrders === 0) return null;
  return (
    <p className="mt-2 text-sm text-muted">
      <TextLink href="/orders?payment=overdue&sort=due&descending=false">
        {formatCount(data.overdueOrders, "order")} overdue for payment
      </TextLink>
      , <Money minor={data.overdue} /> in all
    </p>
  );
}

function StockValue() {
  const stock = trpc.inventory.listStockValueByWarehouse.useQuery();
  const value = stock.data?.reduce((sum, warehouse) => sum + warehouse.value, 0) ?? 0;
  const withoutCost = stock.data?.reduce((sum, warehouse) => sum + warehouse.withoutCost, 0) ?? 0;
  return (
    <Stat
      label="Stock value"
      icon={<Coins aria-hidden />}
      href="/stock"
      loading={stock.isPending}
      value={stock.error ? "–" : <Money minor={value} />}
      hint={withoutCost > 0 ? `${formatCount(withoutCost, "product")} without a cost` : "Based on catalog cost"}
    />
  );
}
