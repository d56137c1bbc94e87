"use client";

import { History } from "lucide-react";
import { useMemo } from "react";
import { ExportList } from "@/app/(staff)/_export/export-list";
import { useWarehouses } from "@/app/(staff)/_places/use-warehouses";
import { asText } from "@/client/address";
import { trpc } from "@/client/trpc";
import { useAddress } from "@/client/use-address";
import { ENDLESS, useEndlessList } from "@/client/use-endless-list";
import { DataTable } from "@/ui/data-table";
import { EmptyState } from "@/ui/empty-state";
import { FilterBar } from "@/ui/filter-bar";
import { Section } from "@/ui/page";
import { movementColumnsOf } from "./movement-columns";
import type { Movement } from "./reverse-movement";

type MovementsProps = { variantId: string; unit: string | undefined; hasSerials: boolean; lotId?: string };

/** Every movement of a variant, or of one lot of it, with the balance after it. */
export function Movements({ variantId, unit, hasSerials, lotId }: MovementsProps) {
  const [{ warehouse: warehouseId }, setAddress] = useAddress({ warehouse: asText(null) });
  const { warehouses } = useWarehouses();
  const columns = useMemo(() => movementColumnsOf(unit, hasSerials), [unit, hasSerials]);
  const question = { variantId, ...(warehouseId && { warehouseId }), ...(lotId && { lotId }) };
  const card = trpc.inventory.getStockCard.useInfiniteQuery(question, ENDLESS);
  const list = useEndlessList(card);
  const options = warehouses.map(({ id, name }) => ({ value: id, label: name }));
  return (
    <Section
      title="Movements"
      description={warehouseId ? "Balance in this warehouse." : "Balance across all your warehouses."}
      actions={
        <FilterBar
          filters={[
            {
              id: "warehouse",
              label: "Warehouse",
              options,
              value: warehouseId,
              onChange: (next) => setAddress({ warehouse: next }),
            },
          ]}
          actions={<ExportList of="inventory.getStockCard" filters={question} />}
        />
      }
    >
      <DataTable<Movement>
        label="Movements"
        columns={columns}
        {...list}
        rowId={(row) => String(row.id)}
        empty={
          <EmptyState icon={<History />} title="No movements yet">
            Stock that is received, moved, adjusted or shipped is listed here with its reason.
          </EmptyState>
        }
      />
    </Section>
  );
}
