import { formatShipmentNumber } from "@/modules/orders/order";

export const PARCEL_VIEWS = ["waiting", "handed-over"] as const;
export type ParcelView = (typeof PARCEL_VIEWS)[number];

/** So far back is looked for what is to be packed: a shop that packs nothing here would else see all its years. */
export const TO_PACK_DAYS = 30;
export const WEIGHT_MAX_G = 1_000_000;
export const SIDE_MAX_MM = 10_000;
export const PARCELS_AT_ONCE_MAX = 200;
export const TRACKING_FILE_CHARACTERS_MAX = 500_000;

type Numbered = { orderNumber: number; shipmentSequence: number; sequence: number };

/** `#1001-2-3` is the third parcel of the second shipment of order #1001. */
export const formatParcelNumber = ({ orderNumber, shipmentSequence, sequence }: Numbered): string =>
  `${formatShipmentNumber(orderNumber, shipmentSequence)}-${sequence}`;

/** The same as it stands in a barcode and in a carrier's file. */
export const parcelReference = (parcel: Numbered): string => formatParcelNumber(parcel).replaceAll("#", "");

const REFERENCE = /^#?(\d{1,15})-(\d{1,6})-(\d{1,6})$/;

/** What a reference names; null where it is none. */
export function parseParcelReference(text: string): Numbered | null {
  const [, orderNumber, shipmentSequence, sequence] = REFERENCE.exec(text.trim()) ?? [];
  if (orderNumber === undefined || shipmentSequence === undefined || sequence === undefined) return null;
  return {
    orderNumber: Number(orderNumber),
    shipmentSequence: Number(shipmentSequence),
    sequence: Number(sequence),
  };
}

/** 2,350 g is 2.35 kg, as carriers read it. */
export const kilogramsOf = (grams: number): string => String(grams / 1_000);

type Sized = { length: number | null; width: number | null; height: number | null };

/** "300 × 200 × 150 mm"; empty where nobody measured it. */
export const formatSize = ({ length, width, height }: Sized): string =>
  length === null || width === null || height === null ? "" : `${length} × ${width} × ${height} mm`;

export type NotHandedOver = { parcelId: string; number: string; why: "voided" | "unpacked" };
const WHY = {
  voided: "belongs to a voided shipment",
  unpacked: "was unpacked",
} as const satisfies Record<NotHandedOver["why"], string>;
/** "Parcel #1001-1-2 was unpacked; parcel ..." */
export function describeNotHandedOver(left: readonly Pick<NotHandedOver, "number" | "why">[]): string {
  const all = left.map(({ number, why }) => `parcel ${number} ${WHY[why]}`).join("; ");
  return `${all.charAt(0).toUpperCase()}${all.slice(1)}.`;
}
