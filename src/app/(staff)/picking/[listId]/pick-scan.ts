import { serialOfCode } from "@/app/(staff)/_serials/serials";
import type { Outputs } from "@/client/trpc";
import { toPick } from "@/modules/picking/pick-list";
import { formatCount } from "@/shared/plural";
import { formatQuantity } from "@/shared/quantity";

export type PickList = Outputs["picking"]["get"];
export type PickRow = PickList["picks"][number];
/**
 * What is fetched of one item, and lot, out of one bin: for one order or several. Of items with serial numbers any will
 * do, so all of a bin are one task.
 */
export type PickTask = { key: string; row: PickRow; rows: readonly PickRow[]; left: number };

const keyOf = ({ locationId, variantId, lotId, hasSerials }: PickRow): string =>
  [locationId, variantId, hasSerials ? "" : (lotId ?? "")].join("/");

/** What is left to pick, in the order of the list. An order on hold is passed by. */
export function tasksOf(picks: readonly PickRow[]): PickTask[] {
  const open = picks.filter((row) => toPick(row) > 0 && row.orderStatus !== "on_hold");
  return [...new Map(open.map((row) => [keyOf(row), row])).entries()].map(([key]) => {
    const rows = open.filter((row) => keyOf(row) === key);
    const [row] = rows;
    if (!row) throw new Error("A task has no row.");
    return { key, row, rows, left: rows.reduce((sum, each) => sum + toPick(each), 0) };
  });
}

/** Where to go: the bin one stands at while it has something to pick, then the next on the way. */
export const binOf = (tasks: readonly PickTask[], atBinId: string | null): PickRow | null =>
  (tasks.find(({ row }) => row.locationId === atBinId) ?? tasks[0])?.row ?? null;

type Wrong = { kind: "wrong"; title: string; advice: string };
const wrong = (title: string, advice: string): Wrong => ({ kind: "wrong", title, advice });

/** A bin's label: one of the list's bins, or the wrong one. */
export function scannedBin(
  tasks: readonly PickTask[],
  bins: readonly { id: string; code: string }[],
  goTo: PickRow,
): { kind: "bin"; binId: string; code: string } | Wrong {
  const bin = bins.find(({ id }) => tasks.some(({ row }) => row.locationId === id));
  if (bin) return { kind: "bin", binId: bin.id, code: bin.code };
  return wrong(`Wrong bin: ${bins[0]?.code ?? ""}`, `Go to ${goTo.locationCode}.`);
}

type Scanned = { variantId: string; title: string; lot: string | null; count: number };
/** `serial` is of the item in hand, where items have one: it may be another than was proposed. */
export type Taken = { row: PickRow; quantity: number; serial?: string }[];
type GoodsScan = { kind: "take"; taken: Taken; task: PickTask } | { kind: "ask-lot"; task: PickTask } | Wrong;

/** An item's label, at the bin one stands at. */
export function scannedGoods(tasks: readonly PickTask[], atBinId: string | null, scan: Scanned): GoodsScan {
  const [next] = tasks;
  if (!tasks.some(({ row }) => row.locationId === atBinId))
    return wrong("Scan the bin first", `Go to ${next?.row.locationCode ?? "the next bin"} and scan its label.`);
  const here = tasks.filter(({ row }) => row.locationId === atBinId);
  const ofItem = here.filter(({ row }) => row.variantId === scan.variantId);
  const [first] = ofItem;
  if (!first)
    return wrong(`Wrong item: ${scan.title}`, `Put it back. Pick ${here.map(({ row }) => row.sku).join(", ")} here.`);
  if (scan.lot === null && first.row.lotCode !== null) return { kind: "ask-lot", task: first };
  if (first.row.hasSerials && scan.lot !== null) return takeSerial(first, scan.lot);
  const task = scan.lot === null ? first : ofItem.find(({ row }) => isLot(row, scan.lot ?? ""));
  if (!task) return wrong(`Wrong lot: ${scan.lot}`, `Pick ${ofItem.map(lotName).join(", ")}.`);
  return takeOf(task, scan.count);
}

/** The lot that was asked for, scanned or typed. */
export function scannedLot(task: PickTask, code: string, count: number): GoodsScan {
  if (task.row.hasSerials) return takeSerial(task, serialOfCode(code));
  return isLot(task.row, code) ? takeOf(task, count) : wrong(`Wrong lot: ${code}`, `Pick ${lotName(task)}.`);
}

/** The item that has this serial number, in place of the one that was proposed where that is another. */
export function takeSerial(task: PickTask, serial: string): GoodsScan {
  const row = task.rows.find((each) => isLot(each, serial)) ?? task.row;
  return { kind: "take", taken: [{ row, quantity: 1, serial: serial.trim() }], task };
}

/** `SN-9 instead of SN-3`, where another was taken than was proposed. */
export const describeSerial = (taken: Taken): string =>
  taken
    .flatMap(({ row, serial }) => (serial === undefined ? [] : isLot(row, serial) ? serial : insteadOf(serial, row)))
    .join(", ");
const insteadOf = (serial: string, { lotCode }: PickRow): string => `${serial} instead of ${lotCode ?? ""}`;

const isLot = ({ lotCode }: PickRow, code: string): boolean =>
  lotCode === null || lotCode.toLowerCase() === code.trim().toLowerCase();
const lotName = ({ row }: PickTask): string => (row.lotCode === null ? "items without a lot" : `lot ${row.lotCode}`);

/** So many of a task, the first order served first. */
export function takeOf(task: PickTask, count: number): GoodsScan {
  if (count > task.left)
    return wrong(
      `${formatQuantity(count)} is too many`,
      `${formatCount(task.left, "item")} of ${task.row.sku} left to pick here. Put the rest back.`,
    );
  let left = count;
  const taken = task.rows.flatMap((row) => {
    const quantity = Math.min(left, toPick(row));
    left -= quantity;
    return quantity > 0 ? [{ row, quantity }] : [];
  });
  return { kind: "take", taken, task };
}

/** How much of a task is left for each order: of items with serial numbers an order has a row for each. */
export function ordersOf(rows: readonly PickRow[]): [orderNumber: number, left: number][] {
  const left = new Map<number, number>();
  for (const row of rows) left.set(row.orderNumber, (left.get(row.orderNumber) ?? 0) + toPick(row));
  return [...left];
}
