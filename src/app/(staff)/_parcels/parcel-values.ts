import type { Inputs } from "@/client/trpc";
import { SIDE_MAX_MM, WEIGHT_MAX_G } from "@/modules/parcels/parcel";
import type { Parcel } from "./parcel-data";

/** A number that may be left out: undefined is text that is none. */
type Measure = number | null | undefined;

/** What is said of a parcel beside its items, as it is being typed. */
export type FieldsDraft = {
  carrierId: string | null;
  service: string;
  tracking: string;
  weight: Measure;
  length: Measure;
  width: Measure;
  height: Measure;
};

type Known = Pick<Parcel, keyof FieldsDraft>;

/** With whom the order of the parcel is to go, and the number that its shipment has. */
type Suggested = { carrierId: string | null; service: string; tracking: string };

export const fieldsOf = (parcel: Known | null, suggested: Suggested): FieldsDraft => ({
  ...suggested,
  ...(parcel && { carrierId: parcel.carrierId, service: parcel.service, tracking: parcel.tracking }),
  weight: parcel?.weight ?? null,
  length: parcel?.length ?? null,
  width: parcel?.width ?? null,
  height: parcel?.height ?? null,
});

type Values = Pick<Inputs["parcels"]["pack"], keyof FieldsDraft>;
const isWithin = (value: number | null, max: number): boolean => value === null || (value >= 1 && value <= max);

/** What is wrong with the measures, as a sentence; null where nothing is. */
export function faultOfMeasures({ weight, length, width, height }: FieldsDraft): string | null {
  const sides = [length, width, height];
  if (weight === undefined || sides.includes(undefined)) return "Enter whole numbers.";
  if (!isWithin(weight, WEIGHT_MAX_G)) return `Enter a weight of 1 to ${WEIGHT_MAX_G} g.`;
  if (sides.some((side) => !isWithin(side ?? null, SIDE_MAX_MM))) return `Enter sides of 1 to ${SIDE_MAX_MM} mm.`;
  const given = sides.filter((side) => side !== null).length;
  return given === 0 || given === sides.length ? null : "Enter length, width and height, or none of them.";
}

/** Null while something can't be sent. */
export function fieldsToSend(draft: FieldsDraft): Values | null {
  const { weight, length, width, height, ...rest } = draft;
  if (faultOfMeasures(draft) !== null) return null;
  return { ...rest, weight: weight ?? null, length: length ?? null, width: width ?? null, height: height ?? null };
}
