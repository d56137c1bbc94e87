"use client";

import type { ComponentProps, ReactNode } from "react";
import { ENTITY_PAGES } from "@/app/(staff)/_history/entity-pages";
import { useWarehouses } from "@/app/(staff)/_places/use-warehouses";
import { useCan } from "@/client/person";
import { ACTIONS, AUDIT_EVENTS, AUDIT_KINDS, EVENT_NAMES } from "@/modules/history/audit";
import { ENTITIES, PEOPLE_ENTITIES, SYSTEM_ENTITIES } from "@/shared/entity";
import { oneOf } from "@/shared/one-of";
import { FilterBar } from "@/ui/filter-bar";
import { Input } from "@/ui/input";
import { ActorPicker } from "./actor-picker";
import { NO_FILTERS, type useAuditFilters } from "./audit-filters";

type Filters = ReturnType<typeof useAuditFilters>[0];

type AuditFilterBarProps = {
  filters: Filters;
  onChange: (change: Partial<Filters>) => void;
  chosen: ComponentProps<typeof ActorPicker>["chosen"];
  actions: ReactNode;
};

/** What the audit can be narrowed by. */
export function AuditFilterBar({ filters, onChange, chosen, actions }: AuditFilterBarProps) {
  const { search, kind, action, warehouse, session } = filters;
  const { warehouses } = useWarehouses();
  const kinds = useKinds();
  return (
    <FilterBar
      search={{
        value: search,
        onChange: (text) => onChange({ search: text }),
        placeholder: "Number, SKU, email, IP or id",
      }}
      filters={[
        {
          id: "kind",
          label: "Kind",
          options: kinds,
          value: kind,
          onChange: (value) => onChange({ kind: oneOf(AUDIT_KINDS, value) }),
        },
        {
          id: "action",
          label: "Action",
          options: ACTIONS,
          value: action,
          onChange: (value) => onChange({ action: value }),
        },
        {
          id: "warehouse",
          label: "Warehouse",
          options: warehouses.map(({ id, name }) => ({ value: id, label: name })),
          value: warehouse,
          onChange: (value) => onChange({ warehouse: value }),
        },
        // Chosen from an entry: nobody knows one otherwise.
        ...(session === null
          ? []
          : [
              {
                id: "session",
                label: "Session",
                options: [{ value: session, label: shortId(session) }],
                value: session,
                onChange: (value: string | null) => onChange({ session: value }),
              },
            ]),
      ]}
      onClear={() => onChange(NO_FILTERS)}
      isNarrowed={filters.who !== null || filters.from !== null || filters.until !== null}
      actions={actions}
    >
      <ActorPicker chosen={chosen} onChoose={(who) => onChange({ who })} />
      <Day label="From" value={filters.from} onChange={(from) => onChange({ from })} />
      <Day label="Until" value={filters.until} onChange={(until) => onChange({ until })} />
    </FilterBar>
  );
}

/** Ids begin with the time, so those of one morning differ at their end. */
const shortId = (id: string): string => id.slice(-8);

/** The kinds of entries that somebody may read. */
function useKinds() {
  const [readsPeople, readsSystem] = [useCan("users.read"), useCan("system.read")];
  const hidden: readonly string[] = [...(readsPeople ? [] : PEOPLE_ENTITIES), ...(readsSystem ? [] : SYSTEM_ENTITIES)];
  return [
    ...ENTITIES.filter((entity) => !hidden.includes(entity)).map((value) => ({
      value,
      label: ENTITY_PAGES[value].plural,
    })),
    ...(readsPeople ? AUDIT_EVENTS.map((value) => ({ value, label: EVENT_NAMES[value] })) : []),
  ];
}

type DayProps = { label: string; value: string | null; onChange: (day: string | null) => void };

/** A day of the shop's calendar. */
function Day({ label, value, onChange }: DayProps) {
  return (
    <label className="flex shrink-0 items-center gap-1.5 text-sm text-muted">
      {label}
      <Input
        type="date"
        className="w-36"
        value={value ?? ""}
        onChange={({ target }) => onChange(target.value || null)}
      />
    </label>
  );
}
