import { countPacks, type PackOf } from "@/modules/documents/load-packs";
import type { Cell, Sheet } from "@/modules/documents/sheet";
import { formatOrderNumber } from "@/modules/orders/order";
import { toPick } from "@/modules/picking/pick-list";
import type { getPickList } from "@/modules/picking/queries";
import { toQuantity } from "@/shared/quantity";
import { type Given, itemCell, traceOf } from "./parts";

type List = Awaited<ReturnType<typeof getPickList>>;
type Packs = ReadonlyMap<string, readonly PackOf[]>;
type PickRow = List["picks"][number];

/** A sheet is laid out whole before it is printed, so of a longer list one part follows another. */
export const ROWS_OF_SHEET_MAX = 1_000;

/**
 * What is still to be fetched for one order or many, in walking order, to be ticked off. Bin and item stand there as
 * barcodes too: whoever walks with paper in one hand and a scanner in the other confirms from the paper.
 */
export function pickSheets(list: List, packs: Packs, given: Given): Sheet[] {
  const open = list.picks.filter((pick) => toPick(pick) > 0 && pick.orderStatus !== "on_hold");
  const count = Math.max(1, Math.ceil(open.length / ROWS_OF_SHEET_MAX));
  return Array.from({ length: count }, (_, at) => {
    const part = open.slice(at * ROWS_OF_SHEET_MAX, (at + 1) * ROWS_OF_SHEET_MAX);
    const name = count === 1 ? String(list.number) : `${list.number} · ${at + 1}/${count}`;
    return sheetOf({ ...list, picks: part }, { name, packs }, given);
  });
}

function sheetOf(list: List, { name, packs }: { name: string; packs: Packs }, given: Given): Sheet {
  const { letterhead, texts, figures } = given;
  const open = list.picks;
  const orders = new Set(open.map(({ orderNumber }) => formatOrderNumber(orderNumber)));
  return {
    letterhead,
    texts,
    title: texts.titles["pick-list"](name),
    recipient: [list.warehouseName],
    facts: [
      ...(list.waveId === null
        ? []
        : [
            { label: texts.zone, value: list.zoneOfList ?? texts.outsideZones, isStrong: true },
            { label: texts.wave, value: String(list.waveNumber) },
          ]),
      ...(list.takenByName === null ? [] : [{ label: texts.picker, value: list.takenByName }]),
      { label: texts.orderNumber, value: [...orders].join(", ") },
      { label: texts.printed, value: figures.moment(given.printedAt) },
    ],
    opening: [],
    columns: [
      { label: texts.bin, width: 96, align: "left" },
      { label: texts.item, width: "rest", align: "left" },
      { label: texts.orderNumber, width: 48, align: "left" },
      { label: texts.quantity, width: 92, align: "right" },
      { label: texts.picked, width: 44, align: "right" },
    ],
    rows: open.map((pick, at) =>
      rowOf(
        pick,
        { isNewBin: pick.locationId !== open[at - 1]?.locationId, packs: packs.get(pick.variantId) ?? [] },
        given,
      ),
    ),
    totals: [],
    closing: [],
  };
}

type Shown = { isNewBin: boolean; packs: readonly PackOf[] };

function rowOf(pick: PickRow, { isNewBin, packs }: Shown, { texts, figures }: Given): Cell[] {
  const expiresOn = pick.expiresOn === null ? null : figures.day(pick.expiresOn);
  const lots = pick.lotCode === null ? [] : [traceOf(pick, texts)(pick.lotCode, expiresOn)];
  const blocked = pick.blockReason === null ? [] : [texts.blocked(pick.blockReason)];
  const left = toQuantity(toPick(pick));
  return [
    { text: pick.locationCode, ...(isNewBin && { code: pick.locationCode }) },
    { ...itemCell(pick, ...lots, ...blocked), code: pick.sku },
    { text: formatOrderNumber(pick.orderNumber) },
    { text: figures.quantity(left, pick.unit), under: countPacks(left, packs) },
    { box: true },
  ];
}
