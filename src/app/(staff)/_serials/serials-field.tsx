"use client";

import { X } from "lucide-react";
import { useId } from "react";
import { cn } from "@/ui/class-names";
import { Field } from "@/ui/field";
import { IconButton } from "@/ui/icon-button";
import { SerialCount, SerialEntry, SerialRows } from "./serial-entry";
import { type ChangeSerials, serialKey, withoutSerial } from "./serials";
import { useEnterSerials } from "./use-enter-serials";

type SerialsFieldProps = {
  label: string;
  hint?: string | undefined;
  variantId: string;
  serials: readonly string[];
  /** How many there must be; null where as many as are entered will do. */
  wanted: number | null;
  change: ChangeSerials;
  /** What keeps one of them from being taken, by `serialKey`, such as where it is on hand. */
  faults?: ReadonlyMap<string, string> | undefined;
  error?: string | undefined;
};

/** The serial numbers of items, each scanned, typed or pasted from a list. Nothing entered is lost by a refusal. */
export function SerialsField({ label, hint, variantId, serials, wanted, change, faults, error }: SerialsFieldProps) {
  const enter = useEnterSerials({ variantId, change, wanted });
  const name = (
    <>
      {label} <SerialCount entered={serials.length} wanted={wanted} />
    </>
  );
  return (
    <Field label={name} hint={hint} error={error}>
      {(control) => (
        <>
          <SerialEntry control={control} onEnter={enter} />
          {serials.length > 0 && (
            <SerialRows label={label}>
              {/* The last one entered stands first, where it is seen. */}
              {serials.toReversed().map((serial) => (
                <SerialItem
                  key={serialKey(serial)}
                  serial={serial}
                  fault={faults?.get(serialKey(serial))}
                  onRemove={() => change((now) => withoutSerial(now, serial))}
                />
              ))}
            </SerialRows>
          )}
        </>
      )}
    </Field>
  );
}

type SerialItemProps = { serial: string; fault: string | undefined; onRemove: () => void };

function SerialItem({ serial, fault, onRemove }: SerialItemProps) {
  const id = useId();
  return (
    <li className={cn("flex items-center gap-2 py-0.5 pr-1 pl-3", fault && "bg-danger-subtle/60")}>
      <span className="min-w-0 flex-1">
        <span className="text-sm font-medium wrap-anywhere">{serial}</span>
        {fault && (
          <span id={id} className="block text-xs text-danger-text">
            {fault}
          </span>
        )}
      </span>
      <IconButton
        label={`Remove ${serial}`}
        aria-describedby={fault ? id : undefined}
        icon={<X aria-hidden />}
        onClick={onRemove}
      />
    </li>
  );
}
