"use client";

import { CircleCheck } from "lucide-react";
import { useWarehouses } from "@/app/(staff)/_places/use-warehouses";
import { useCan, usePerson } from "@/client/person";
import { trpc } from "@/client/trpc";
import { Card, CardHeader } from "@/ui/card";
import { LinkButton } from "@/ui/link-button";

const FIRST_ROW = { limit: 1 } as const;

/** First steps of a new shop, for people who set it up; hidden after the first order. */
export function DashboardFirstSteps() {
  const { warehouses } = usePerson();
  const mayBegin = useCan("inventory.create-warehouse") && warehouses === "all";
  const orders = trpc.orders.list.useQuery(FIRST_ROW, { enabled: mayBegin });
  return orders.data?.rows.length === 0 ? <FirstSteps /> : null;
}

/** In order: each step needs the result of the one before. */
function FirstSteps() {
  const { warehouses, query } = useWarehouses();
  const products = trpc.catalog.listProducts.useQuery(FIRST_ROW);
  const stock = trpc.inventory.listStock.useQuery({ ...FIRST_ROW, state: "in-stock" });
  // No step is shown as open before its state is known.
  if (!query.data || products.isPending || stock.isPending) return null;
  const steps = [
    {
      title: "Name your warehouse",
      why: "It comes with a bin to receive into.",
      action: "Warehouses",
      href: "/warehouses",
      isDone: warehouses.length > 0,
    },
    {
      title: "Add your products",
      why: "Import your shop's export file, or create them by hand.",
      action: "Import",
      href: "/products/import",
      isDone: (products.data?.rows.length ?? 0) > 0,
    },
    {
      title: "Receive stock",
      why: "Scan items, or search by name.",
      action: "Receive",
      href: "/stock/receive",
      isDone: (stock.data?.rows.length ?? 0) > 0,
    },
    {
      title: "Place an order",
      why: "Confirming an order reserves its stock.",
      action: "New order",
      href: "/orders/new",
      isDone: false,
    },
  ];
  const next = steps.find(({ isDone }) => !isDone);
  return (
    <Card className="mb-4">
      <CardHeader title="First steps" description="Four steps to get started." />
      <ol className="grid gap-4 sm:grid-cols-2 xl:grid-cols-4">
        {steps.map((step, index) => (
          <li key={step.href} className="flex flex-col items-start gap-1">
            <span className="flex items-center gap-2 text-sm font-medium">
              {step.isDone ? (
                <CircleCheck className="size-5 text-success-text" aria-label="Done" />
              ) : (
                <span
                  aria-hidden
                  className="flex size-5 items-center justify-center rounded-full bg-subtle text-xs text-muted"
                >
                  {index + 1}
                </span>
              )}
              {step.title}
            </span>
            <span className="text-sm text-muted">{step.why}</span>
            {!step.isDone && (
              <LinkButton href={step.href} size="sm" variant={step === next ? "primary" : "secondary"} className="mt-2">
                {step.action}
              </LinkButton>
            )}
          </li>
        ))}
      </ol>
    </Card>
  );
}
