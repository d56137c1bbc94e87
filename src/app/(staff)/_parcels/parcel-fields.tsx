"use client";

import { ParsedInput } from "@/app/(staff)/orders/parsed-input";
import { trpc } from "@/client/trpc";
import { quantityKind } from "@/shared/typed-number";
import { Field } from "@/ui/field";
import { Input } from "@/ui/input";
import { Select } from "@/ui/select";
import { faultOfMeasures, type FieldsDraft } from "./parcel-values";

type ParcelFieldsProps = { fields: FieldsDraft; onFields: (change: Partial<FieldsDraft>) => void };

const MEASURES = [
  { key: "weight", label: "Weight", unit: "g" },
  { key: "length", label: "Length", unit: "mm" },
  { key: "width", label: "Width", unit: "mm" },
  { key: "height", label: "Height", unit: "mm" },
] as const;

/** Who carries a parcel, under which number, and how large it is. */
export function ParcelFields({ fields, onFields }: ParcelFieldsProps) {
  const fault = faultOfMeasures(fields);
  return (
    <div className="flex flex-col gap-3">
      <div className="grid grid-cols-1 items-start gap-3 sm:grid-cols-3">
        <CarrierFields fields={fields} onFields={onFields} />
        <Field label="Tracking number" optional>
          {(control) => (
            <Input
              {...control}
              size="lg"
              value={fields.tracking}
              onChange={(event) => onFields({ tracking: event.target.value })}
            />
          )}
        </Field>
      </div>
      <div className="grid grid-cols-2 items-start gap-3 sm:grid-cols-4">
        {MEASURES.map(({ key, label, unit }) => (
          <Field key={key} label={label} optional>
            {() => (
              <ParsedInput
                label={`${label} in ${unit}`}
                kind={quantityKind}
                unit={unit}
                value={fields[key] ?? null}
                empty={null}
                onValue={(value) => onFields({ [key]: value ?? undefined })}
                onClear={() => onFields({ [key]: null })}
              />
            )}
          </Field>
        ))}
      </div>
      {fault && (
        <p role="alert" className="text-xs text-danger-text">
          {fault}
        </p>
      )}
    </div>
  );
}

const NOBODY = "none";

type CarrierFieldsProps = {
  fields: Pick<FieldsDraft, "carrierId" | "service">;
  disabled?: boolean;
  size?: "md" | "lg";
  onFields: (change: Partial<Pick<FieldsDraft, "carrierId" | "service">>) => void;
};

/** Who carries it, and which of their services was booked. */
export function CarrierFields({ fields, disabled = false, size = "lg", onFields }: CarrierFieldsProps) {
  const { data: carriers = [] } = trpc.parcels.listCarriers.useQuery();
  const offered = carriers.filter(({ id, archivedAt }) => archivedAt === null || id === fields.carrierId);
  const services = carriers.find(({ id }) => id === fields.carrierId)?.services ?? [];
  const options = [...new Set([...services, fields.service])].filter((service) => service !== "");
  return (
    <>
      <Field label="Carrier" optional hint={carriers.length === 0 ? "Carriers are added in Settings." : undefined}>
        {(control) => (
          <Select
            {...control}
            size={size}
            disabled={disabled}
            value={fields.carrierId ?? NOBODY}
            onValue={(value) => onFields({ carrierId: value === NOBODY ? null : value, service: "" })}
            options={[
              { value: NOBODY, label: "Not chosen yet" },
              ...offered.map(({ id, name }) => ({ value: id, label: name })),
            ]}
          />
        )}
      </Field>
      {options.length > 0 && (
        <Field label="Service" optional>
          {(control) => (
            <Select
              {...control}
              size={size}
              disabled={disabled}
              value={fields.service || NOBODY}
              onValue={(value) => onFields({ service: value === NOBODY ? "" : value })}
              options={[
                { value: NOBODY, label: "Not chosen yet" },
                ...options.map((service) => ({ value: service, label: service })),
              ]}
            />
          )}
        </Field>
      )}
    </>
  );
}
