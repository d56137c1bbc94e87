import type { Sheet } from "@/modules/documents/sheet";
import { formatOrderNumber } from "@/modules/orders/order";
import { addQuantities, type Quantity } from "@/shared/quantity";
import { addressLines, carriedOf, type Given, itemCell, type Order, referenceOf, traceOf } from "./parts";

/** A shipment, or one parcel of it. */
type Packed = {
  number: string;
  shippedAt: Date;
  tracking: string;
  /** With whom it goes; empty where that stands among the facts. */
  carrier: string;
  facts: readonly string[];
  /** Of what the slip is. */
  of: "shipment" | "parcel";
  lines: readonly { orderLineId: string; lotCode: string | null; quantity: Quantity }[];
};

/** What lies in the parcels of one shipment, or in one, without a price: it may go to somebody who does not pay. */
export function packingSlip(order: Order, shipment: Packed, given: Given): Sheet {
  const { letterhead, texts, figures } = given;
  return {
    letterhead,
    texts,
    title: texts.titles["packing-slip"](shipment.number),
    recipient: addressLines(order.deliveryAddress, given),
    facts: [
      { label: texts.orderNumber, value: formatOrderNumber(order.number) },
      { label: texts.orderDate, value: figures.dayOf(order.placedAt) },
      ...referenceOf(order, given),
      { label: texts.shippedOn, value: figures.dayOf(shipment.shippedAt) },
      ...carriedOf(shipment.carrier, given),
      ...(shipment.tracking ? [{ label: texts.tracking, value: shipment.tracking }] : []),
    ],
    opening: shipment.facts.length > 0 ? [shipment.facts.join(" · ")] : [],
    columns: [
      { label: texts.position, width: 24, align: "left" },
      { label: texts.item, width: "rest", align: "left" },
      { label: texts.ordered, width: 64, align: "right" },
      { label: shipment.of === "parcel" ? texts.packed : texts.shipped, width: 88, align: "right" },
    ],
    rows: packedLines(order, shipment).map(({ line, lots, quantity }, index) => [
      { text: String(index + 1) },
      itemCell(line, ...lots.map((code) => traceOf(line, texts)(code, null))),
      { text: figures.quantity(line.quantity, line.unit) },
      { text: figures.quantity(quantity, line.unit) },
    ]),
    totals: [],
    closing: [texts.thankYou],
  };
}

/** A line may have come from several bins: it is one line of the slip, with the lots that it came of. */
function packedLines({ lines }: Order, shipment: Packed) {
  return lines.flatMap((line) => {
    const packed = shipment.lines.filter(({ orderLineId }) => orderLineId === line.id);
    if (packed.length === 0) return [];
    const lots = [...new Set(packed.flatMap(({ lotCode }) => lotCode ?? []))];
    return [{ line, lots, quantity: addQuantities(...packed.map(({ quantity }) => quantity)) }];
  });
}
