"use client";

import { useState } from "react";
import type { Order } from "@/app/(staff)/orders/order-data";
import { Loaded } from "@/client/loaded";
import { RefusalNotice } from "@/client/refusal";
import { type Outputs, trpc } from "@/client/trpc";
import { documentPath } from "@/modules/documents/document";
import { formatInvoiceNumber, type InvoiceScope } from "@/modules/invoices/invoice";
import { formatOrderNumber } from "@/modules/orders/order";
import { formatQuantity } from "@/shared/quantity";
import { Money } from "@/ui/amount";
import { Button } from "@/ui/button";
import { Dialog, DialogCancel } from "@/ui/dialog";
import { FormActions } from "@/ui/form";
import { Notice } from "@/ui/notice";
import { RadioCards } from "@/ui/radio-cards";
import { Skeleton } from "@/ui/skeleton";
import { notify } from "@/ui/toast";

type IssueInvoiceDialogProps = { order: Order; open: boolean; onOpen: (open: boolean) => void };
type Suggested = Outputs["invoices"]["suggest"];
type Choice = Suggested["choices"][number];

export function IssueInvoiceDialog({ order, open, onOpen }: IssueInvoiceDialogProps) {
  return (
    <Dialog
      open={open}
      onOpen={onOpen}
      title={`Invoice order ${formatOrderNumber(order.number)}`}
      description="An invoice is never changed: a credit note corrects it."
    >
      <Ready order={order} onDone={() => onOpen(false)} />
    </Dialog>
  );
}

function Ready({ order, onDone }: { order: Order; onDone: () => void }) {
  const suggested = trpc.invoices.suggest.useQuery({ orderId: order.id });
  return (
    <Loaded query={suggested} skeleton={<Skeleton className="h-40" />}>
      {(suggested) => <Asked order={order} suggested={suggested} onDone={onDone} />}
    </Loaded>
  );
}

const isSomething = ({ lines, shipping }: Choice): boolean => lines.length > 0 || shipping !== null;

const SCOPE_LABELS = {
  shipped: "What has shipped",
  ordered: "All of it, ahead of shipping",
} as const satisfies Record<InvoiceScope, string>;

type AskedProps = { order: Order; suggested: Suggested; onDone: () => void };

/** Begins with what has shipped, where that is anything. What others invoice meanwhile shows here, too. */
function Asked({ order, suggested, onDone }: AskedProps) {
  const [chosen, setScope] = useState<InvoiceScope | null>(null);
  const issue = trpc.invoices.issue.useMutation({
    onSuccess: (issued) => {
      notify.success(`${formatInvoiceNumber(issued)} is issued`, {
        action: { label: "Open PDF", run: () => void window.open(documentPath("invoice", issued.invoiceId), "_blank") },
      });
      onDone();
    },
  });
  const choices = suggested.choices.filter(isSomething);
  const choice = choices.find(({ scope }) => scope === chosen) ?? choices[0];
  // Whoever saw this saw so many; who is told of another one has seen that, too.
  const [opened] = useState(suggested.seen);
  const seen = issue.error ? suggested.seen : opened;
  if (!choice)
    return (
      <div className="flex flex-col gap-4">
        <p className="text-sm">Nothing is left to invoice: all of this order is on invoices.</p>
        <FormActions>
          <DialogCancel>Close</DialogCancel>
        </FormActions>
      </div>
    );
  const isSame = choices.every(({ total }) => total === choice.total);
  return (
    <div className="flex flex-col gap-4">
      {!suggested.isShopComplete && (
        <Notice tone="warning">
          The settings of the shop lack its name, address or country, which an invoice has to say.
        </Notice>
      )}
      {choices.length > 1 && !isSame && (
        <RadioCards
          label="What is invoiced"
          value={choice.scope}
          onValue={setScope}
          options={choices.map(({ scope, total }) => ({
            value: scope,
            content: (
              <>
                <span className="font-medium">{SCOPE_LABELS[scope]}</span>
                <Money minor={total} currency={suggested.currency} className="text-muted" />
              </>
            ),
          }))}
        />
      )}
      {choices.length === 1 && choice.scope === "ordered" && (
        <p className="text-sm text-muted">Nothing has shipped that is on no invoice: this one comes ahead of it.</p>
      )}
      <Billed choice={choice} suggested={suggested} />
      <RefusalNotice of={issue.error} />
      <FormActions>
        <DialogCancel />
        <Button
          variant="primary"
          shortcut="mod+enter"
          pending={issue.isPending}
          onClick={() => issue.mutate({ orderId: order.id, scope: choice.scope, seen })}
        >
          Issue invoice
        </Button>
      </FormActions>
    </div>
  );
}

function Billed({ choice, suggested }: { choice: Choice; suggested: Suggested }) {
  const { currency, pricesIncludeTax } = suggested;
  const amountOf = ({ net, tax }: { net: number; tax: number }) => (
    <Money minor={pricesIncludeTax ? net + tax : net} currency={currency} />
  );
  return (
    <div>
      <ul aria-label="Invoiced items" className="flex flex-col divide-y divide-border text-sm">
        {choice.lines.map((line) => (
          <li key={`${line.orderLineId} ${line.quantity}`} className="flex items-baseline justify-between gap-3 py-1.5">
            <span className="min-w-0">
              {line.quantity > 0 ? `${formatQuantity(line.quantity)} ×` : "Restocking fee:"} {line.name}{" "}
              <span className="text-muted">{line.sku}</span>
            </span>
            {amountOf(line)}
          </li>
        ))}
        {choice.shipping && (
          <li className="flex items-baseline justify-between gap-3 py-1.5">
            <span>Shipping</span>
            {amountOf(choice.shipping)}
          </li>
        )}
      </ul>
      <dl className="mt-2 flex flex-col gap-1 border-t border-border pt-2 text-sm">
        <Sum label="Tax" minor={choice.tax} currency={currency} />
        <Sum label="Total" minor={choice.total} currency={currency} isStrong />
      </dl>
    </div>
  );
}

type SumProps = { label: string; minor: number; currency: string; isStrong?: boolean };

const Sum = ({ label, minor, currency, isStrong = false }: SumProps) => (
  <div className={isStrong ? "flex justify-between font-semibold" : "flex justify-between text-muted"}>
    <dt>{label}</dt>
    <dd>
      <Money minor={minor} currency={currency} />
    </dd>
  </div>
);
