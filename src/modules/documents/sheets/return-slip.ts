import type { Sheet } from "@/modules/documents/sheet";
import { formatOrderNumber } from "@/modules/orders/order";
import type { getReturn } from "@/modules/returns/queries";
import { formatReturnNumber } from "@/modules/returns/return";
import { addressLines, type Given, itemCell, type Order, referenceOf } from "./parts";

export type Return = Awaited<ReturnType<typeof getReturn>>;

/** What the customer lays into the parcel: which items come back and why, with boxes for whoever opens it. */
export function returnSlip(found: Return, order: Order, given: Given): Sheet {
  const { letterhead, texts, figures } = given;
  return {
    letterhead,
    texts,
    title: texts.titles["return-slip"](formatReturnNumber(found.number)),
    recipient: addressLines(order.deliveryAddress, given),
    facts: [
      { label: texts.orderNumber, value: formatOrderNumber(order.number) },
      { label: texts.orderDate, value: figures.dayOf(order.placedAt) },
      ...referenceOf(order, given),
      { label: texts.returnAuthorisedOn, value: figures.dayOf(found.authorisedAt) },
    ],
    opening: [texts.layIntoParcel],
    columns: [
      { label: texts.position, width: 24, align: "left" },
      { label: texts.item, width: "rest", align: "left" },
      { label: texts.quantity, width: 64, align: "right" },
      { label: texts.received, width: 76, align: "right" },
    ],
    rows: found.lines.map((line, index) => [
      { text: String(index + 1) },
      itemCell(line, texts.reasons[line.reason]),
      { text: figures.quantity(line.quantity, line.unit) },
      { box: true },
    ]),
    totals: [],
    closing: [],
  };
}
