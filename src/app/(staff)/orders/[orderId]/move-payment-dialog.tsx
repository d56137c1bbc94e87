"use client";

import { useState } from "react";
import * as z from "zod";
import type { Order } from "@/app/(staff)/orders/order-data";
import { Loaded } from "@/client/loaded";
import { RefusalNotice } from "@/client/refusal";
import { type Outputs, trpc } from "@/client/trpc";
import { formatOrderNumber } from "@/modules/orders/order";
import { MovePayment } from "@/modules/orders/payments/move";
import { formatMoney } from "@/shared/money";
import { ComboboxField } from "@/ui/combobox-field";
import { Dialog, DialogCancel } from "@/ui/dialog";
import { EmptyState } from "@/ui/empty-state";
import { Form, FormActions, SubmitButton, useZodForm } from "@/ui/form";
import { MoneyField } from "@/ui/money-field";
import { Skeleton } from "@/ui/skeleton";
import { notify } from "@/ui/toast";

type Payment = Outputs["orders"]["getPayments"]["rows"][number];
type MoveProps = { order: Order; payment: Payment };
type Row = Outputs["orders"]["list"]["rows"][number];

/** The latest orders of a customer: one is nearly always among them. Any other is searched for. */
const ORDERS_OFFERED = 50;
const MoveForm = z.object({
  toOrderId: z.string("Choose an order.").min(1, "Choose an order."),
  amount: MovePayment.shape.amount.unwrap(),
});

/** A payment that belongs to another order of the same customer, as after a split. */
export function MovePaymentDialog({
  order,
  payment,
  open,
  onOpen,
}: MoveProps & { open: boolean; onOpen: (open: boolean) => void }) {
  const asked = { customerId: order.customer.id, limit: ORDERS_OFFERED };
  const orders = trpc.orders.list.useQuery(asked, { enabled: open });
  return (
    <Dialog
      open={open}
      onOpen={onOpen}
      size="sm"
      title={`Move the payment of ${formatMoney(payment.amount, order.currency)}`}
      description="To another order of this customer. It is voided here, and what stays is recorded again."
    >
      <Loaded inline query={orders} skeleton={<Skeleton className="h-48" />}>
        {({ rows }) => <Asked order={order} payment={payment} orders={rows} onDone={() => onOpen(false)} />}
      </Loaded>
    </Dialog>
  );
}

type OrderFieldProps = {
  order: Order;
  latest: readonly Row[];
  value: Row | null;
  onValue: (order: Row | null) => void;
};

/** One of the latest, or any other of the customer by what it is found by: its number, its items, its tags. */
function OrderField({ order: { id, currency, customer }, latest, value, onValue }: OrderFieldProps) {
  const [query, setQuery] = useState("");
  const search = query.trim();
  const asked = { customerId: customer.id, limit: ORDERS_OFFERED, search };
  const found = trpc.orders.list.useQuery(asked, { enabled: search !== "" });
  const others = found.data?.rows.filter((other) => other.id !== id && other.currency === currency);
  return (
    <ComboboxField<Row>
      name="toOrderId"
      label="To order"
      value={value}
      onValue={onValue}
      items={search === "" ? latest : (others ?? [])}
      query={query}
      onQuery={setQuery}
      loading={found.isFetching}
      failed={found.isError}
      itemId={(other) => other.id}
      itemLabel={({ number, payment: { open } }) =>
        `${formatOrderNumber(number)}, ${open > 0 ? formatMoney(open, currency) : "nothing"} left to pay`
      }
      placeholder="Choose an order"
      empty="No other order of this customer matches."
    />
  );
}

/** Begins with the one that has most left to pay, and with what that is. */
function Asked({ order, payment, orders, onDone }: MoveProps & { orders: readonly Row[]; onDone: () => void }) {
  const { currency } = order;
  const others = orders
    .filter((other) => other.id !== order.id && other.currency === currency)
    .toSorted((one, other) => other.payment.open - one.payment.open);
  const first = others[0];
  const [to, setTo] = useState(first ?? null);
  const form = useZodForm(MoveForm, {
    toOrderId: first?.id ?? "",
    amount: first && first.payment.open > 0 ? Math.min(first.payment.open, payment.amount) : payment.amount,
  });
  const move = trpc.orders.movePayment.useMutation({
    onSuccess: (_, { amount = payment.amount }) => {
      notify.success(`${formatMoney(amount, currency)} moved to ${to ? formatOrderNumber(to.number) : "the order"}`);
      onDone();
    },
  });
  if (!first && orders.length < ORDERS_OFFERED)
    return <EmptyState title="No other order">{`${order.customer.name} has no other order to move it to.`}</EmptyState>;
  return (
    <Form
      form={form}
      label="Move payment"
      pending={move.isPending}
      onSubmit={(values) => move.mutate({ ...values, paymentId: payment.id })}
    >
      <OrderField order={order} latest={others} value={to} onValue={setTo} />
      <MoneyField name="amount" label="Amount" unit={currency} />
      <RefusalNotice of={move.error} />
      <FormActions>
        <DialogCancel />
        <SubmitButton>Move payment</SubmitButton>
      </FormActions>
    </Form>
  );
}
