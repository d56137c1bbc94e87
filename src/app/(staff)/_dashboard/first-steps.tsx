"use client";

import { CircleCheck } from "lucide-react";
import type { ReactNode } from "react";
import { useWarehouses } from "@/app/(staff)/_places/use-warehouses";
import { useCan, usePerson } from "@/client/person";
import { useShop } from "@/client/shop";
import { trpc } from "@/client/trpc";
import { formatCount } from "@/shared/plural";
import { Card, CardHeader } from "@/ui/card";
import { LinkButton } from "@/ui/link-button";
import { FIRST_ROW } from "./questions";
import { SetUpShop } from "./set-up-shop";

/** First steps of a new shop, for people who set it up; hidden after the first order. */
export function DashboardFirstSteps() {
  const { warehouses } = usePerson();
  const mayBegin = useCan("inventory.create-warehouse") && warehouses === "all";
  const orders = trpc.orders.list.useQuery(FIRST_ROW, { enabled: mayBegin });
  return orders.data?.rows.length === 0 ? <FirstSteps /> : null;
}

type Step = { title: string; why: string; isDone: boolean; action: (isNext: boolean) => ReactNode };

const wayTo = (label: string, href: string) => (isNext: boolean) => (
  <LinkButton href={href} size="sm" variant={isNext ? "primary" : "secondary"}>
    {label}
  </LinkButton>
);

/** In order: each step needs the result of the one before. */
function FirstSteps() {
  const { companyName } = useShop();
  const maySetUp = useCan("shop.edit-settings");
  const { warehouses, query } = useWarehouses();
  const products = trpc.catalog.listProducts.useQuery(FIRST_ROW);
  const stock = trpc.inventory.listStock.useQuery({ ...FIRST_ROW, state: "in-stock" });
  // No step is shown as open before its state is known.
  if (!query.data || products.isPending || stock.isPending) return null;
  const steps: Step[] = [
    ...(maySetUp
      ? [
          {
            title: "Set up your shop",
            why: "Company name, country, currency, time zone, and whether prices include tax.",
            action: (isNext: boolean) => <SetUpShop isNext={isNext} />,
            isDone: companyName !== "",
          },
        ]
      : []),
    {
      title: "Name your warehouse",
      why: "It comes with a bin to receive into.",
      action: wayTo("Warehouses", "/warehouses"),
      isDone: warehouses.length > 0,
    },
    {
      title: "Add your products",
      why: "Import your shop's export file, or create them by hand.",
      action: wayTo("Import", "/products/import"),
      isDone: (products.data?.rows.length ?? 0) > 0,
    },
    {
      title: "Receive stock",
      why: "Scan items, or search by name.",
      action: wayTo("Receive", "/stock/receive"),
      isDone: (stock.data?.rows.length ?? 0) > 0,
    },
    {
      title: "Place an order",
      why: "Confirming an order reserves its stock.",
      action: wayTo("New order", "/orders/new"),
      isDone: false,
    },
  ];
  return <StepCard steps={steps} />;
}

function StepCard({ steps }: { steps: readonly Step[] }) {
  const next = steps.find(({ isDone }) => !isDone);
  return (
    <Card className="mb-4">
      <CardHeader title="First steps" description={`${formatCount(steps.length, "step")} to get started.`} />
      <ol className="grid grid-cols-1 gap-4 sm:grid-cols-2 xl:grid-flow-col xl:auto-cols-fr">
        {steps.map((step, index) => (
          <li key={step.title} className="flex flex-col items-start gap-1">
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
            {!step.isDone && <span className="mt-2">{step.action(step === next)}</span>}
          </li>
        ))}
      </ol>
    </Card>
  );
}
