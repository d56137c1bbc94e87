"use client";

import { CarrierFields } from "@/app/(staff)/_parcels/parcel-fields";
import { trpc } from "@/client/trpc";
import { Card } from "@/ui/card";
import type { Draft } from "./order-draft";

type CarrierCardProps = { draft: Draft; onDraft: (change: (draft: Draft) => Draft) => void };

/** With whom a new order is to go; nothing in a shop that has named no carriers. */
export function CarrierCard({ draft, onDraft }: CarrierCardProps) {
  const { data: carriers = [] } = trpc.parcels.listCarriers.useQuery();
  const usual = useUsualCarrier(draft.customer?.id ?? null);
  if (!carriers.some(({ archivedAt }) => archivedAt === null)) return null;
  const { carrier = usual } = draft;
  const fields = { carrierId: carrier?.carrierId ?? null, service: carrier?.service ?? "" };
  return (
    <Card className="grid grid-cols-1 items-start gap-4 sm:grid-cols-2">
      <CarrierFields
        size="md"
        fields={fields}
        onFields={(change) =>
          onDraft((now) => {
            const { carrierId, service } = { ...fields, ...change };
            return { ...now, carrier: carrierId === null ? null : { carrierId, service } };
          })
        }
      />
    </Card>
  );
}

/** With whom orders of the customer go, as long as they are in use. */
function useUsualCarrier(customerId: string | null): NonNullable<Draft["carrier"]> | null {
  const { data } = trpc.customers.get.useQuery({ customerId: customerId ?? "" }, { enabled: customerId !== null });
  if (!data || data.carrierId === null || data.carrierIsArchived) return null;
  return { carrierId: data.carrierId, service: data.carrierService };
}
