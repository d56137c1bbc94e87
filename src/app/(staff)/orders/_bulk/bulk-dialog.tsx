"use client";

import { useState } from "react";
import { OutcomeMark, OutcomeMessage } from "@/app/(staff)/_bulk/outcome-mark";
import { RunButtons } from "@/app/(staff)/_bulk/run-buttons";
import type { Outcome, Outcomes } from "@/app/(staff)/_bulk/run-each";
import { doneOf, RunProgress } from "@/app/(staff)/_bulk/run-progress";
import { useBulkRun } from "@/app/(staff)/_bulk/use-bulk-run";
import { exceededText } from "@/app/(staff)/_orders/notify-exceeded";
import type { OrderRow } from "@/app/(staff)/_orders/order-columns";
import { TagInput } from "@/app/(staff)/_orders/tag-input";
import { useCan } from "@/client/person";
import { trpc } from "@/client/trpc";
import { formatOrderNumber } from "@/modules/orders/order";
import { describeStillPicked } from "@/modules/picking/pick-list";
import { formatCount } from "@/shared/plural";
import { readTags } from "@/shared/tags";
import { Dialog } from "@/ui/dialog";
import { Field } from "@/ui/field";
import { Textarea } from "@/ui/textarea";
import { notify } from "@/ui/toast";
import { type BulkAct, leftOut, oldestFirst } from "./bulk-acts";
import { type Shipped, useUndoShipments } from "./use-undo-shipments";

type BulkDialogProps = {
  open: boolean;
  onOpen: (open: boolean) => void;
  act: BulkAct;
  /** The chosen orders as they are now. */
  rows: readonly OrderRow[];
  /** The order is as it should be: it is no longer chosen. */
  onDone: (orderId: string) => void;
  /** Why each of those that were refused was. */
  onClose: (refused: ReadonlyMap<string, string>) => void;
};

/** Asks first, then does it to each order, and says of each how it went. */
export function BulkDialog({ open, act, rows, onDone, onClose }: BulkDialogProps) {
  // As they were when it was asked: what is sent again after a lost answer is the same.
  const [{ meant, others }] = useState(() => ({
    meant: oldestFirst(rows.filter(act.isFor)),
    others: oldestFirst(rows.filter((row) => !act.isFor(row))),
  }));
  const [typed, setTyped] = useState("");
  const { shipped, send, tell } = useAct(act, typed.trim());
  const { outcomes, isRunning, run, stop } = useBulkRun<OrderRow>(send, ({ id }) => onDone(id));
  const unpicked = useStillPicked(meant, act);
  const close = () => {
    stop();
    if (shipped.length > 0) tell(shipped.length);
    onClose(refusedOf(outcomes));
  };
  const start = async () => {
    const ended = await run(meant);
    const isOver = ended.every(({ state }) => state === "done") && doneOf(outcomes) + ended.length === meant.length;
    // What is warned of is read before the dialog goes.
    if (!isOver || ended.some(({ message }) => message !== undefined)) return;
    tell(meant.length);
    onClose(new Map());
  };
  const needsText = act.asks !== undefined && isNothing(act.asks, typed);
  const left = meant.length - doneOf(outcomes);
  return (
    <Dialog
      open={open}
      onOpen={(isOpen) => !isOpen && close()}
      title={`${act.label} ${formatCount(meant.length, "order")}?`}
      description={act.hint}
      footer={
        <RunButtons
          isRunning={isRunning}
          isBegun={outcomes.size > 0}
          left={left}
          label={`${act.label} ${formatCount(left, "order")}`}
          disabled={needsText}
          onStart={() => void start()}
          onStop={stop}
          onClose={close}
        />
      }
    >
      <div className="flex flex-col gap-4">
        {act.asks && <Asked asks={act.asks} isLocked={outcomes.size > 0} value={typed} onValue={setTyped} />}
        <RunProgress outcomes={outcomes} noun="order" done={act.done} total={meant.length} isRunning={isRunning} />
        <ol aria-label="Orders" className="flex flex-col divide-y divide-border text-sm">
          {meant.map((row) => (
            <Line
              key={row.id}
              row={row}
              what={act.what?.(row)}
              unpicked={unpicked.get(row.id) ?? NOTHING}
              outcome={outcomes.get(row.id)}
            />
          ))}
        </ol>
        <LeftOut rows={others} act={act} />
      </div>
    </Dialog>
  );
}

/** Does it to one order, and says at the end what was done, with undo where there is one. */
function useAct(act: BulkAct, typed: string) {
  const { client } = trpc.useUtils();
  const [shipped] = useState<Shipped[]>([]);
  const undo = useUndoShipments();
  const send = async (row: OrderRow) => {
    const { exceeded, shipmentId, warning } = await act.send(client, row, typed);
    if (shipmentId !== undefined) shipped.push({ shipmentId, orderNumber: row.number });
    return warning ?? (exceeded && exceededText(exceeded));
  };
  const tell = (count: number) =>
    notify.success(`${formatCount(count, "order")} ${act.done}`, shipped.length > 0 ? undo(shipped) : {});
  return { shipped, send, tell };
}

const NOTHING: readonly string[] = [];

/** What pick lists are still to fetch of each order, zone by zone: what ships now ships without it. */
function useStillPicked(rows: readonly OrderRow[], { isAfterPicking }: BulkAct) {
  const mayRead = useCan("picking.read");
  const orderIds = rows.map(({ id }) => id);
  const { data = [] } = trpc.picking.listStillPicked.useQuery(
    { orderIds },
    { enabled: isAfterPicking === true && mayRead && orderIds.length > 0 },
  );
  return new Map(
    orderIds.map((id) => [id, data.filter(({ orderId }) => orderId === id).map(describeStillPicked)] as const),
  );
}

function LeftOut({ rows, act }: Pick<BulkDialogProps, "rows" | "act">) {
  if (rows.length === 0) return null;
  const each = rows.map((row) => `${formatOrderNumber(row.number)} (${leftOut(act, row)})`);
  return <p className="text-sm text-muted">Left out: {each.join(", ")}.</p>;
}

const isNothing = ({ isTags }: NonNullable<BulkAct["asks"]>, typed: string): boolean =>
  isTags ? readTags(typed).length === 0 : typed.trim() === "";

type AskedProps = {
  asks: NonNullable<BulkAct["asks"]>;
  /** A line that is sent again is sent as it was. */
  isLocked: boolean;
  value: string;
  onValue: (value: string) => void;
};

function Asked({ asks: { label, hint, placeholder, charactersMax, isTags }, isLocked, value, onValue }: AskedProps) {
  return (
    <Field label={label} required hint={hint}>
      {(control) =>
        isTags ? (
          <TagInput {...control} maxLength={charactersMax} disabled={isLocked} value={value} onValue={onValue} />
        ) : (
          <Textarea
            {...control}
            rows={2}
            maxLength={charactersMax}
            disabled={isLocked}
            value={value}
            onChange={(event) => onValue(event.target.value)}
            placeholder={placeholder}
          />
        )
      }
    </Field>
  );
}

const refusedOf = (outcomes: Outcomes): ReadonlyMap<string, string> =>
  new Map([...outcomes].flatMap(([id, { state, message }]) => (state === "refused" ? [[id, message ?? ""]] : [])));
type LineProps = {
  row: OrderRow;
  what: string | undefined;
  unpicked: readonly string[];
  outcome: Outcome | undefined;
};

function Line({ row, what, unpicked, outcome }: LineProps) {
  return (
    <li className="flex items-start gap-3 py-1.5">
      <span className="w-14 shrink-0 tabular">{formatOrderNumber(row.number)}</span>
      <span className="min-w-0 flex-1">
        <span className="block truncate">{row.customerName}</span>
        {what && <span className="block text-muted">{what}</span>}
        {!outcome &&
          unpicked.map((each) => (
            <span key={each} className="block text-warning-text">
              {each}
            </span>
          ))}
        <OutcomeMessage outcome={outcome} />
      </span>
      <OutcomeMark outcome={outcome} />
    </li>
  );
}
