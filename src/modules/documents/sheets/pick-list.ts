import type { Sheet } from "@/modules/documents/sheet";
import type { SuggestedPick } from "@/modules/inventory/reservations/suggest-picks";
import { formatOrderNumber } from "@/modules/orders/order";
import { toQuantity } from "@/shared/quantity";
import { type Given, itemCell, type Order, traceOf } from "./parts";

/** What is to be fetched for an order, bin after bin, to be ticked off; for the people of the warehouse alone. */
export function pickList(order: Order, picks: readonly SuggestedPick[], given: Given): Sheet {
  const { letterhead, texts, figures } = given;
  const number = formatOrderNumber(order.number);
  const goods = new Map(order.lines.map((line) => [line.variantId, line]));
  return {
    letterhead,
    texts,
    title: texts.titles["pick-list"](number),
    recipient: [`${order.warehouseCode} · ${order.warehouseName}`],
    facts: [
      { label: texts.orderNumber, value: number },
      { label: texts.customer, value: order.customer.name },
      { label: texts.printed, value: figures.moment(given.printedAt) },
    ],
    opening: order.note ? [texts.noteOf(order.note)] : [],
    columns: [
      { label: texts.bin, width: 84, align: "left" },
      { label: texts.item, width: "rest", align: "left" },
      { label: texts.quantity, width: 64, align: "right" },
      { label: texts.picked, width: 44, align: "right" },
    ],
    rows: inWalkingOrder(picks).flatMap((pick) => {
      const line = goods.get(pick.variantId);
      if (!line) return [];
      const expiresOn = pick.expiresOn === null ? null : figures.day(pick.expiresOn);
      const lots = pick.lotCode === null ? [] : [traceOf(line, texts)(pick.lotCode, expiresOn)];
      return [
        [
          { text: pick.locationCode },
          itemCell(line, ...lots),
          { text: figures.quantity(pick.quantity, line.unit) },
          { box: true },
        ],
      ];
    }),
    totals: [],
    closing: missingOf(order, picks).map(({ line, missing }) =>
      texts.missing(`${figures.quantity(missing, line.unit)} × ${line.title} (${line.sku})`),
    ),
  };
}

const byCode = new Intl.Collator("en", { numeric: true });

const inWalkingOrder = (picks: readonly SuggestedPick[]) =>
  picks.toSorted((one, other) => byCode.compare(one.locationCode, other.locationCode));

/** What is open and lies nowhere that it may be taken from. */
function missingOf({ lines }: Order, picks: readonly SuggestedPick[]) {
  return [...new Map(lines.map((line) => [line.variantId, line])).values()].flatMap((line) => {
    const open = lines
      .filter(({ variantId }) => variantId === line.variantId)
      .reduce((sum, each) => sum + each.open, 0);
    const found = picks.filter(({ variantId }) => variantId === line.variantId);
    const missing = open - found.reduce((sum, { quantity }) => sum + quantity, 0);
    return missing > 0 ? [{ line, missing: toQuantity(missing) }] : [];
  });
}
