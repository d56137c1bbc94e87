"use client";

import { Download, UserX } from "lucide-react";
import { useState } from "react";
import { useCan } from "@/client/person";
import { saveFile } from "@/client/save-file";
import { type Outputs, trpc } from "@/client/trpc";
import { Money } from "@/ui/amount";
import { Button } from "@/ui/button";
import { Card, CardHeader } from "@/ui/card";
import { ConfirmDialog } from "@/ui/confirm-dialog";
import { DateTime } from "@/ui/date-time";
import { Notice } from "@/ui/notice";
import { notify } from "@/ui/toast";

type Customer = Outputs["customers"]["get"];

/** What is kept of a customer, for whoever answers them when they ask for it or want it gone. */
export function PersonalData({ customer }: { customer: Customer }) {
  const mayRead = useCan("privacy.read");
  const mayErase = useCan("privacy.erase-customer");
  if ((!mayRead && !mayErase) || customer.mergedInto) return null;
  return (
    <Card>
      <CardHeader title="Personal data" />
      <div className="flex flex-col items-start gap-2">
        {customer.erasedAt ? (
          <p className="text-sm text-muted">
            Erased on <DateTime at={customer.erasedAt} mode="date" />. Orders and amounts are kept without a name.
          </p>
        ) : (
          <>
            {mayRead && <ExportPersonalData customerId={customer.id} />}
            {mayErase && <ErasePersonalData customer={customer} />}
          </>
        )}
      </div>
    </Card>
  );
}

function ExportPersonalData({ customerId }: { customerId: string }) {
  const utils = trpc.useUtils();
  const [isPending, setPending] = useState(false);
  const save = async () => {
    setPending(true);
    try {
      const { json } = await utils.privacy.getPersonalData.fetch({ customerId }, { staleTime: 0, gcTime: 0 });
      saveFile(`customer-${customerId.slice(-4)}.json`, new Blob([json], { type: "application/json" }));
    } catch (error) {
      notify.error("Nothing was exported", { ...(error instanceof Error && { description: error.message }) });
    } finally {
      setPending(false);
    }
  };
  return (
    <Button icon={<Download aria-hidden />} pending={isPending} onClick={() => void save()}>
      Export personal data
    </Button>
  );
}

function ErasePersonalData({ customer: { id, name } }: { customer: Customer }) {
  const { data: owed } = trpc.orders.getCredit.useQuery({ customerId: id });
  const { open = 0, credit = 0 } = owed ?? {};
  const erase = trpc.privacy.eraseCustomer.useMutation({
    onSuccess: () => notify.success("The personal data was erased"),
  });
  return (
    <ConfirmDialog
      trigger={<Button icon={<UserX aria-hidden />}>Erase personal data</Button>}
      title={`Erase the personal data of ${name}?`}
      confirm="Erase for good"
      typeToConfirm={name.trim()}
      onConfirm={() => erase.mutateAsync({ customerId: id, name: name.trim(), accepted: { open, credit } })}
    >
      {(open > 0 || credit > 0) && (
        <Notice tone="warning" title="Money is still open" className="mb-3">
          {open > 0 && (
            <p>
              <Money minor={open} /> are left to pay. Without a name nobody can be asked for them.
            </p>
          )}
          {credit > 0 && (
            <p>
              <Money minor={credit} /> are left to refund. Without a name nobody can be given them.
            </p>
          )}
        </Notice>
      )}
      <p>
        Name, contacts, addresses, VAT number, tags and notes are removed here, from all orders, from notifications and
        from the history. Nobody can bring them back.
      </p>
      <p className="mt-2">
        Order numbers, items, amounts and the country stay, since the books and the tax need them. Invoices stay as they
        were issued, with name and address, as long as tax law asks to keep them. Emails that were sent stay with those
        who got them, and backups keep what they have until they are deleted.
      </p>
    </ConfirmDialog>
  );
}
