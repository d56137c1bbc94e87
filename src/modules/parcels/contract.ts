import * as z from "zod";
import { orderShipped, shipmentVoided as shipmentTakenBack } from "@/modules/orders/contract";
import { carrierChanged, Service } from "@/modules/shop/carriers/carrier-inputs";
import { defineError } from "@/shared/error";
import { defineEvent } from "@/shared/event";
import { Id } from "@/shared/given-id";
import { oneLine } from "@/shared/one-line";
import { Paging } from "@/shared/paging";
import { formatCount } from "@/shared/plural";
import { QUANTITY_MAX, toQuantity } from "@/shared/quantity";
import { namesOf, type Staleness } from "@/shared/staleness";
import {
  describeNotHandedOver,
  type NotHandedOver,
  PARCEL_VIEWS,
  PARCELS_AT_ONCE_MAX,
  SIDE_MAX_MM,
  TRACKING_FILE_CHARACTERS_MAX,
  WEIGHT_MAX_G,
} from "./parcel";

const TRACKING_CHARACTERS_MAX = 100;
const LINES_MAX = 2_000;

const Version = z.number().int().min(1);
const Side = z
  .number()
  .int("Enter whole millimetres.")
  .min(1, "Enter at least 1 mm.")
  .max(SIDE_MAX_MM, `Enter at most ${SIDE_MAX_MM} mm.`)
  .nullable()
  .default(null);

const Packed = z.strictObject({
  lines: z
    .array(
      z.strictObject({
        shipmentLineId: Id,
        quantity: z.number().int().min(1, "Enter at least 1.").max(QUANTITY_MAX).transform(toQuantity),
      }),
    )
    .min(1, "Put at least one item into the parcel.")
    .max(LINES_MAX)
    .refine(
      (lines) => new Set(lines.map(({ shipmentLineId }) => shipmentLineId)).size === lines.length,
      "An item of the shipment is named twice.",
    ),
  carrierId: Id.nullable().default(null),
  service: Service.default(""),
  /** The comma stands between the numbers of several parcels. */
  tracking: z
    .string()
    .overwrite(oneLine)
    .max(TRACKING_CHARACTERS_MAX, `Enter at most ${TRACKING_CHARACTERS_MAX} characters.`)
    .regex(/^[^,;]*$/, "Enter one tracking number, without commas.")
    .default(""),
  /** In grams. */
  weight: z
    .number()
    .int("Enter whole grams.")
    .min(1, "Enter at least 1 g.")
    .max(WEIGHT_MAX_G, `Enter at most ${WEIGHT_MAX_G} g.`)
    .nullable()
    .default(null),
  /** In millimetres: all three, or none. */
  length: Side,
  width: Side,
  height: Side,
});
type Packed = z.infer<typeof Packed>;
const hasSides = ({ length, width, height }: Pick<Packed, "length" | "width" | "height">): boolean =>
  [length, width, height].every((side) => side === null) || [length, width, height].every((side) => side !== null);
const SIDES = { message: "Enter length, width and height, or none of them.", path: ["length"] };

/** Without lines, all that is in no parcel yet. */
export const PackParcel = Packed.extend({ shipmentId: Id, lines: Packed.shape.lines.optional() }).refine(
  hasSides,
  SIDES,
);
export type PackParcel = z.infer<typeof PackParcel>;
/** The whole parcel after the edit. `version` is the one the person saw. */
export const EditParcel = Packed.extend({ parcelId: Id, version: Version }).refine(hasSides, SIDES);
export type EditParcel = z.infer<typeof EditParcel>;
export const RemoveParcel = z.strictObject({ parcelId: Id });
export type RemoveParcel = z.infer<typeof RemoveParcel>;

/** Parcels that the carrier took, or has not taken after all. */
export const HandOver = z.strictObject({
  parcelIds: z
    .array(Id)
    .min(1, "Choose at least one parcel.")
    .max(PARCELS_AT_ONCE_MAX, `Choose at most ${PARCELS_AT_ONCE_MAX} parcels at once.`),
});
export type HandOver = z.infer<typeof HandOver>;

/** A file of a carrier as text: a column with our references, one with tracking numbers. */
export const TakeTracking = z.strictObject({
  text: z
    .string()
    .min(1, "The file is empty.")
    .max(TRACKING_FILE_CHARACTERS_MAX, "The file is too large. Split it and take over the parts one by one."),
});
export type TakeTracking = z.infer<typeof TakeTracking>;

export const ListParcels = Paging.extend({
  view: z.enum(PARCEL_VIEWS).default("waiting"),
  carrierId: Id.optional(),
  warehouseId: Id.optional(),
});
export type ListParcels = z.infer<typeof ListParcels>;

/** The latest first, unless asked otherwise: what left before a shop began to pack here would else hide today's. */
export const ListToPack = Paging.extend({ warehouseId: Id.optional(), descending: z.boolean().default(true) });
export type ListToPack = z.infer<typeof ListToPack>;

const Fact = z.object({ orderIds: z.array(Id) });
export const parcelsPacked = defineEvent("parcels.packed", Fact);
export const parcelsHandedOver = defineEvent("parcels.handed-over", Fact);

const WAITING = ["parcels", "customers", "shop", ...namesOf(orderShipped, shipmentTakenBack)];
export const PARCELS_STALENESS = {
  listCarriers: [{ facts: namesOf(carrierChanged) }],
  listOfOrder: [
    { facts: ["parcels", "orders"], about: "asked" },
    { facts: ["catalog", "shop", ...namesOf(carrierChanged)] },
  ],
  list: [{ facts: WAITING }],
  listToPack: [{ facts: WAITING }],
} as const satisfies Staleness;

type Nothing = Record<string, never>;

export const shipmentNotFound = defineError<Nothing>(
  "parcels.shipment-not-found",
  "not-found",
  () => "This shipment doesn't exist, or belongs to a warehouse that you have no access to.",
);

export const parcelNotFound = defineError<Nothing>(
  "parcels.not-found",
  "not-found",
  () => "This parcel doesn't exist any more, or belongs to a warehouse that you have no access to. Reload the page.",
);

export const nothingHandedOver = defineError<{ parcels: NotHandedOver[] }>(
  "parcels.nothing-handed-over",
  "conflict",
  ({ parcels }) => `${describeNotHandedOver(parcels)} Nothing was changed.`,
);

export const shipmentVoided = defineError<{ shipment: string }>(
  "parcels.shipment-voided",
  "conflict",
  ({ shipment }) =>
    `Shipment ${shipment} was voided: its items are back in their bins, so its parcels count for nothing ` +
    "and stay as they are. Nothing was changed.",
);

export const nothingToPack = defineError<{ shipment: string }>(
  "parcels.nothing-to-pack",
  "conflict",
  ({ shipment }) => `All of shipment ${shipment} is in parcels already. Nothing was changed.`,
);

export const linesNotOfShipment = defineError<{ shipment: string; shipmentLineIds: readonly string[] }>(
  "parcels.lines-not-of-shipment",
  "invalid",
  ({ shipment }) => `These items are not in shipment ${shipment}. Reload the page. Nothing was changed.`,
);

type TooMuch = { shipmentLineId: string; sku: string; asked: number; left: number };
export const packsTooMuch = defineError<{ shipment: string; lines: readonly TooMuch[] }>(
  "parcels.packs-too-much",
  "conflict",
  ({ shipment, lines }) =>
    `Of shipment ${shipment} less is left to be packed: ` +
    `${lines.map(({ sku, asked, left }) => `${sku}: ${left} left, not ${asked}`).join("; ")}. ` +
    "The rest is in other parcels. Enter at most that. Nothing was changed.",
);

export const parcelChangedMeanwhile = defineError<{ version: number; parcel: string }>(
  "parcels.changed-meanwhile",
  "conflict",
  ({ parcel }) => `Someone else saved parcel ${parcel} meanwhile. Close this, look at theirs and edit again.`,
);

export const parcelHandedOver = defineError<{ parcel: string }>(
  "parcels.already-handed-over",
  "conflict",
  ({ parcel }) =>
    `Parcel ${parcel} was handed over to its carrier. If it is still here, take it back first. Nothing was changed.`,
);

export const trackingFileUnreadable = defineError<{ reason: string }>(
  "parcels.tracking-file-unreadable",
  "invalid",
  ({ reason }) => `${reason} Nothing was changed.`,
);

/** What became of a file with tracking numbers, in one sentence. */
export const describeTaken = ({ taken, faults }: { taken: number; faults: readonly unknown[] }): string =>
  `${formatCount(taken, "tracking number")} taken over` +
  (faults.length > 0 ? `, ${formatCount(faults.length, "line")} left out` : "");
