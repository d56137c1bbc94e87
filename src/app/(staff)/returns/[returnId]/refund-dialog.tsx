"use client";

import { useState } from "react";
import { useToday } from "@/app/(staff)/_orders/use-today";
import type { Return } from "@/app/(staff)/_returns/return-data";
import { Loaded } from "@/client/loaded";
import { RefusalNotice } from "@/client/refusal";
import { type Outputs, trpc } from "@/client/trpc";
import { RefundReturn } from "@/modules/returns/contract";
import { formatReturnNumber } from "@/modules/returns/return";
import { firstInUse, methodOptions } from "@/modules/shop/payment-method";
import { formatMoney } from "@/shared/money";
import { Checkbox } from "@/ui/checkbox";
import { Dialog, DialogCancel } from "@/ui/dialog";
import { Form, FormActions, FormGrid, SubmitButton, useZodForm } from "@/ui/form";
import { SelectField } from "@/ui/select-field";
import { Skeleton } from "@/ui/skeleton";
import { TextField } from "@/ui/text-field";
import { notify } from "@/ui/toast";

const RefundForm = RefundReturn.omit({ returnId: true, amount: true, withShipping: true });

type RefundDialogProps = { found: Return; open: boolean; onOpen: (open: boolean) => void };

/** Money that went back for a return: the amount follows from what came back. */
export function RefundDialog({ found, open, onOpen }: RefundDialogProps) {
  const known = trpc.orders.getPayments.useQuery({ orderId: found.orderId }, { enabled: open });
  return (
    <Dialog
      open={open}
      onOpen={onOpen}
      size="sm"
      title={`Record refund of return ${formatReturnNumber(found.number)}`}
      description="The amount follows from what came back, with its share of discounts and tax."
    >
      <Loaded inline query={known} skeleton={<Skeleton className="h-56" />}>
        {(known) => <Asked found={found} known={known} onDone={() => onOpen(false)} />}
      </Loaded>
    </Dialog>
  );
}

type AskedProps = { found: Return; known: Outputs["orders"]["getPayments"]; onDone: () => void };

/** Money goes back the way it came. */
function Asked({
  found: { id: returnId, money, currency },
  known: { methods, rows, suggestedMethod },
  onDone,
}: AskedProps) {
  const paidBy = rows.findLast((row) => row.kind === "payment" && row.voidedAt === null)?.method ?? null;
  const today = useToday();
  const [withShipping, setWithShipping] = useState(false);
  const amount = money.due + (withShipping ? money.shippingDue : 0);
  const form = useZodForm(RefundForm, {
    method: firstInUse(methods, paidBy, suggestedMethod),
    paidOn: today,
    reference: "",
    note: "",
  });
  const refund = trpc.returns.refund.useMutation({
    onSuccess: (_, { amount }) => {
      notify.success(`${formatMoney(amount, currency)} refunded`);
      onDone();
    },
  });
  return (
    <Form
      form={form}
      label="Record refund"
      pending={refund.isPending}
      onSubmit={(values) => refund.mutate({ ...values, returnId, amount, withShipping })}
    >
      <p className="text-sm">
        Amount <strong className="text-base font-semibold tabular">{formatMoney(amount, currency)}</strong>
      </p>
      {money.shippingDue > 0 && (
        <Checkbox
          label={`Give back shipping too: ${formatMoney(money.shippingDue, currency)}`}
          checked={withShipping}
          onChecked={setWithShipping}
        />
      )}
      <FormGrid columns={2}>
        <SelectField name="method" label="Method" options={methodOptions(methods)} />
        <TextField name="paidOn" label="Day" type="date" />
      </FormGrid>
      <TextField name="reference" label="Reference" placeholder="e.g. Receipt 4711" optional />
      <TextField name="note" label="Note" optional />
      <RefusalNotice of={refund.error} />
      <FormActions>
        <DialogCancel />
        <SubmitButton>Record refund</SubmitButton>
      </FormActions>
    </Form>
  );
}
