"use client";

import {
  CirclePause,
  CirclePlay,
  Download,
  Eraser,
  ListChecks,
  PackageCheck,
  Printer,
  ReceiptText,
  Tag,
  Truck,
} from "lucide-react";
import { type ReactNode, useState } from "react";
import type { OrderRow } from "@/app/(staff)/_orders/order-columns";
import { usePerson } from "@/client/person";
import { trpc } from "@/client/trpc";
import { canShip, formatOrderNumber, ORDERS_AT_ONCE_MAX } from "@/modules/orders/order";
import { roleMay } from "@/shared/access";
import { formatCount } from "@/shared/plural";
import { Button } from "@/ui/button";
import { onDemand } from "@/ui/on-demand";
import type { RowSelection } from "@/ui/row-selection";
import { SelectionBar } from "@/ui/selection-bar";
import { notify } from "@/ui/toast";
import { BULK_ACTS, type BulkAct } from "./bulk-acts";

const BulkDialog = onDemand(() => import("./bulk-dialog").then((file) => file.BulkDialog));

const PickDialog = onDemand(() => import("./pick-dialog").then((file) => file.PickDialog));

const PrintDialog = onDemand(() => import("@/app/(staff)/_documents/print-dialog").then((file) => file.PrintDialog));

const ICONS: Readonly<Record<string, ReactNode>> = {
  "orders.confirm": <PackageCheck aria-hidden />,
  "orders.ship": <Truck aria-hidden />,
  "invoices.issue": <ReceiptText aria-hidden />,
  "orders.hold": <CirclePause aria-hidden />,
  "orders.resume": <CirclePlay aria-hidden />,
  "orders.add-tag": <Tag aria-hidden />,
  "orders.remove-tag": <Eraser aria-hidden />,
};

type BulkBarProps = {
  selection: RowSelection;
  /** The orders that the list shows. */
  shown: readonly OrderRow[];
};

/** What can be done with the chosen orders. They stay chosen while they change, and when they leave the list. */
export function BulkBar({ selection: { ids, change }, shown }: BulkBarProps) {
  const rows = useChosen(ids, shown);
  const [act, setAct] = useState<BulkAct | null>(null);
  const [refused, setRefused] = useState<ReadonlyMap<string, string>>(new Map());
  if (ids.size === 0 && act === null) return null;

  const close = (why: ReadonlyMap<string, string>) => {
    setAct(null);
    setRefused(why);
  };
  const drop = (orderId: string) => change((now) => new Set([...now].filter((id) => id !== orderId)));
  return (
    <>
      <SelectionBar
        label="Selected orders"
        count={`${formatCount(ids.size, "order")} selected`}
        notice={<Refused rows={rows} reasons={refused} />}
        onClear={() => {
          change(() => new Set());
          setRefused(new Map());
        }}
      >
        {ids.size > ORDERS_AT_ONCE_MAX ? (
          <>
            <span className="text-sm text-muted">Select at most {ORDERS_AT_ONCE_MAX} at a time.</span>
            <Button onClick={() => change((now) => new Set([...now].slice(0, ORDERS_AT_ONCE_MAX)))}>
              Keep the first {ORDERS_AT_ONCE_MAX}
            </Button>
          </>
        ) : (
          <>
            <Acts rows={rows} onAct={setAct} />
            <PickChosen rows={rows} onListed={(orderIds) => orderIds.forEach(drop)} />
            <PrintChosen rows={rows} />
            <ExportChosen ids={[...ids]} />
          </>
        )}
      </SelectionBar>
      {act && <BulkDialog open onOpen={() => setAct(null)} act={act} rows={rows} onDone={drop} onClose={close} />}
    </>
  );
}

/** The chosen orders as they are now, whether or not the list shows them. */
function useChosen(ids: ReadonlySet<string>, shown: readonly OrderRow[]): OrderRow[] {
  const here = shown.filter(({ id }) => ids.has(id));
  const elsewhere = [...ids].filter((id) => !here.some((row) => row.id === id)).slice(0, ORDERS_AT_ONCE_MAX);
  const { data } = trpc.orders.list.useQuery(
    { orderIds: elsewhere, limit: ORDERS_AT_ONCE_MAX },
    { enabled: elsewhere.length > 0, placeholderData: (before) => before },
  );
  return [...here, ...(data?.rows ?? []).filter(({ id }) => elsewhere.includes(id))];
}

function Acts({ rows, onAct }: { rows: readonly OrderRow[]; onAct: (act: BulkAct) => void }) {
  const { role } = usePerson();
  return BULK_ACTS.filter(({ permission }) => roleMay(role, permission)).map((act) => {
    const count = rows.filter(act.isFor).length;
    if (count === 0) return null;
    return (
      <Button key={act.label} icon={ICONS[act.permission]} onClick={() => onAct(act)}>
        {act.label} {count}
      </Button>
    );
  });
}

type PickChosenProps = { rows: readonly OrderRow[]; onListed: (orderIds: readonly string[]) => void };

/** One list for all of them: the one act that is not done to each by itself. */
function PickChosen({ rows, onListed }: PickChosenProps) {
  const { role } = usePerson();
  const [asked, setAsked] = useState<readonly OrderRow[] | null>(null);
  const [isOpen, setOpen] = useState(false);
  const pickable = rows.filter(({ status, open, short }) => canShip(status) && open > short);
  if (!roleMay(role, "picking.create") || (pickable.length === 0 && !isOpen)) return null;
  return (
    <>
      <Button
        icon={<ListChecks aria-hidden />}
        onClick={() => {
          setAsked(pickable);
          setOpen(true);
        }}
      >
        Pick {pickable.length}
      </Button>
      {asked && (
        <PickDialog
          key={asked.map(({ id }) => id).join()}
          open={isOpen}
          onOpen={setOpen}
          rows={asked}
          onListed={onListed}
        />
      )}
    </>
  );
}

/** As they stand in the list, or the oldest first where it does not show them all. */
function PrintChosen({ rows }: { rows: readonly OrderRow[] }) {
  const { role } = usePerson();
  const [meant, setMeant] = useState<readonly string[]>([]);
  const [isOpen, setOpen] = useState(false);
  if (!roleMay(role, "documents.print-orders") || (rows.length === 0 && !isOpen)) return null;
  return (
    <>
      <Button
        icon={<Printer aria-hidden />}
        onClick={() => {
          setMeant(rows.map(({ id }) => id));
          setOpen(true);
        }}
      >
        Print {rows.length}
      </Button>
      <PrintDialog key={meant.join()} meant={{ of: "order", ids: meant }} open={isOpen} onOpen={setOpen} />
    </>
  );
}

function ExportChosen({ ids }: { ids: string[] }) {
  const [isPending, setPending] = useState(false);
  const save = async () => {
    setPending(true);
    try {
      const { downloadExport } = await import("@/client/download-export");
      await downloadExport("orders.list", { orderIds: ids });
    } catch (error) {
      notify.error("Nothing was exported", { ...(error instanceof Error && { description: error.message }) });
    } finally {
      setPending(false);
    }
  };
  return (
    <Button icon={<Download aria-hidden />} pending={isPending} onClick={() => void save()}>
      Export {ids.length}
    </Button>
  );
}

/** Of those that are still chosen, why the last act was refused. */
function Refused({ rows, reasons }: { rows: readonly OrderRow[]; reasons: ReadonlyMap<string, string> }) {
  const refused = rows.filter(({ id }) => reasons.has(id));
  if (refused.length === 0) return null;
  return (
    <ul aria-label="Refused" className="flex max-h-28 flex-col gap-1 overflow-y-auto px-1 text-sm text-danger-text">
      {refused.map(({ id, number }) => (
        <li key={id}>
          {formatOrderNumber(number)}: {reasons.get(id)}
        </li>
      ))}
    </ul>
  );
}
