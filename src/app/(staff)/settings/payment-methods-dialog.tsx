"use client";

import { useState } from "react";
import { RefusalNotice, refusalOf } from "@/client/refusal";
import { trpc } from "@/client/trpc";
import type { PaymentMethod } from "@/modules/shop/payment-method";
import { SetPaymentMethods } from "@/modules/shop/payment-method-inputs";
import { paymentMethodsChangedMeanwhile } from "@/modules/shop/refusals";
import { Button } from "@/ui/button";
import { Dialog, DialogCancel } from "@/ui/dialog";
import { Notice } from "@/ui/notice";
import { notify } from "@/ui/toast";
import { type DraftMethod, withTheirs } from "./merge-methods";
import { MethodList } from "./payment-method-list";
import { MethodRow } from "./payment-method-row";

type MethodsProps = { methods: readonly PaymentMethod[] };
type DialogProps = MethodsProps & { open: boolean; onOpen: (open: boolean) => void };

export function PaymentMethodsDialog({ methods, open, onOpen }: DialogProps) {
  return (
    <Dialog
      open={open}
      onOpen={onOpen}
      title="Payment methods"
      description="One that is archived is offered no more, and stays readable where it was used."
    >
      <Methods methods={methods} onDone={() => onOpen(false)} />
    </Dialog>
  );
}

function Methods({ methods, onDone }: MethodsProps & { onDone: () => void }) {
  const [seen, setSeen] = useState(methods);
  const [draft, setDraft] = useState<readonly DraftMethod[]>(() => methods.map((one) => ({ ...one, key: one.id })));
  const [fault, setFault] = useState<string | null>(null);
  const set = trpc.shop.setPaymentMethods.useMutation({
    onSuccess: () => {
      notify.success("Payment methods saved");
      onDone();
    },
  });
  const isTold = set.error !== null && refusalOf(set.error).code === paymentMethodsChangedMeanwhile.code;
  const isBehind = isTold && seen !== methods;
  const change = (key: string, changed: Partial<DraftMethod>) =>
    setDraft((rows) => rows.map((row) => (row.key === key ? { ...row, ...changed } : row)));
  const save = () => {
    const asked = SetPaymentMethods.safeParse({ methods: draft.map(({ key: _, ...row }) => row), seen });
    setFault(asked.success ? null : (asked.error.issues[0]?.message ?? "Check the names."));
    if (asked.success) set.mutate(asked.data);
  };
  return (
    <form
      aria-label="Payment methods"
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <ol className="flex flex-col gap-2">
        {draft.map((row, index) => (
          <MethodRow
            key={row.key}
            row={row}
            place={{ isFirst: index === 0, isLast: index === draft.length - 1 }}
            onChange={(changed) => change(row.key, changed)}
            onDefault={() => setDraft((rows) => rows.map((one) => ({ ...one, isDefault: one.key === row.key })))}
            onMove={(by) => setDraft((rows) => moved(rows, index, by))}
            onRemove={() => setDraft((rows) => rows.filter(({ key }) => key !== row.key))}
          />
        ))}
      </ol>
      <Button className="self-start" size="sm" onClick={() => setDraft((rows) => [...rows, newMethod()])}>
        Add a method
      </Button>
      {fault && <Notice tone="danger">{fault}</Notice>}
      <RefusalNotice of={set.error} />
      {isBehind && (
        <Theirs
          methods={methods}
          onTake={() => {
            setDraft((rows) => withTheirs(rows, seen, methods));
            setSeen(methods);
            set.reset();
          }}
        />
      )}
      <div className="flex justify-end gap-2">
        <DialogCancel />
        <Button type="submit" variant="primary" shortcut="mod+enter" disabled={set.isPending || isBehind}>
          Save
        </Button>
      </div>
    </form>
  );
}

const Theirs = ({ methods, onTake }: MethodsProps & { onTake: () => void }) => (
  <Notice tone="info" title="What they saved">
    <MethodList label="What they saved" methods={methods} />
    <Button className="mt-2" size="sm" onClick={onTake}>
      Take what they changed, keep my entries
    </Button>
  </Notice>
);

const newMethod = (): DraftMethod => ({
  key: crypto.randomUUID(),
  name: "",
  isDefault: false,
  isArchived: false,
});

function moved(rows: readonly DraftMethod[], from: number, by: -1 | 1): DraftMethod[] {
  const row = rows[from];
  const others = rows.filter((_, index) => index !== from);
  return row ? others.toSpliced(from + by, 0, row) : [...rows];
}
