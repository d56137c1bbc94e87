"use client";

import { PICK_LIST_COLUMNS } from "@/app/(staff)/picking/pick-list-columns";
import { PrintLink } from "@/app/(staff)/picking/print-link";
import { Loaded } from "@/client/loaded";
import { type Outputs, trpc } from "@/client/trpc";
import { toPick, waveName } from "@/modules/picking/pick-list";
import { formatCount } from "@/shared/plural";
import { formatQuantity } from "@/shared/quantity";
import { DataTable } from "@/ui/data-table";
import { DateTime } from "@/ui/date-time";
import { PageHeader, Section } from "@/ui/page";
import { Progress } from "@/ui/progress";
import { DetailSkeleton } from "@/ui/skeleton";
import { WAVE_ORDER_COLUMNS } from "./wave-order-columns";

type Wave = Outputs["picking"]["getWave"];

/** Who picks in which zone, and what of each order is still open where. */
export function WaveScreen({ waveId }: { waveId: string }) {
  const wave = trpc.picking.getWave.useQuery({ waveId });
  return (
    <Loaded query={wave} skeleton={<DetailSkeleton />}>
      {(wave) => <WavePage wave={wave} />}
    </Loaded>
  );
}

const WALKED = ["warehouse", "made"];

function WavePage({ wave }: { wave: Wave }) {
  const name = waveName(wave.number);
  const done = wave.lists.reduce((sum, { picked, shipped }) => sum + picked + shipped, 0);
  const all = wave.lists.reduce((sum, { quantity, shipped }) => sum + quantity + shipped, 0);
  return (
    <>
      <PageHeader
        title={name}
        breadcrumb={[{ label: "Picking", href: "/picking" }, { label: name }]}
        description={
          <>
            {formatCount(wave.orders.length, "order")}, {wave.warehouseName}. Made <DateTime at={wave.createdAt} />
            {` by ${wave.createdByName}`}
          </>
        }
        actions={wave.lists.some((list) => toPick(list) > 0) && <PrintLink kind="wave" id={wave.waveId} />}
      />
      <div className="flex flex-col gap-6">
        <Progress
          label="Picked"
          value={done}
          max={all}
          text={`${formatQuantity(done)} of ${formatCount(all, "item")}`}
          tone={done === all ? "success" : "accent"}
        />
        <Section title="Zones">
          <DataTable
            label="Pick lists of this wave"
            columns={PICK_LIST_COLUMNS}
            hidden={WALKED}
            rows={wave.lists}
            rowId={(row) => row.listId}
            href={(row) => `/picking/${row.listId}`}
          />
        </Section>
        <Section title="Orders">
          <DataTable
            label="Orders of this wave"
            columns={WAVE_ORDER_COLUMNS}
            rows={wave.orders}
            rowId={(row) => row.orderId}
            href={(row) => `/orders/${row.orderId}`}
          />
        </Section>
      </div>
    </>
  );
}
