import { formatOrderNumber } from "@/modules/orders/order";
import { parcelNotFound } from "@/modules/parcels/contract";
import { formatSize, kilogramsOf, parcelReference } from "@/modules/parcels/parcel";
import { listLabelled } from "@/modules/parcels/queries";
import type { Context } from "@/platform/context";
import type { Label } from "./labels/label";
import { loadGiven } from "./load-given";
import { addressLines, type Given } from "./sheets/parts";

type Parcel = Awaited<ReturnType<typeof listLabelled>>[number];

/** The labels of these parcels, in their order. @throws parcelNotFound also without access to the warehouse of one */
export async function loadLabels(ctx: Context, parcelIds: readonly string[]) {
  const [given, parcels] = await Promise.all([loadGiven(ctx, null), listLabelled(ctx, parcelIds)]);
  if (parcels.length < new Set(parcelIds).size) throw parcelNotFound({});
  const [first] = parcels;
  const name = parcels.length === 1 && first ? `Label-${parcelReference(first)}` : `Labels-${parcels.length}`;
  return { labels: parcels.map((parcel) => labelOf(parcel, given)), name, given };
}

function labelOf(parcel: Parcel, given: Given): Label {
  const { letterhead, texts } = given;
  const { carrierName, service, tracking, weight, recipient, orderNumber, customerReference } = parcel;
  return {
    reference: parcelReference(parcel),
    sender: letterhead.address,
    recipient: addressLines(recipient, given),
    carrier: [carrierName, service].filter(Boolean).join(" "),
    tracking: tracking === "" ? "" : `${texts.tracking} ${tracking}`,
    facts: [
      `${texts.orderNumber} ${formatOrderNumber(orderNumber)}`,
      customerReference && `${texts.yourReference} ${customerReference}`,
      [weight === null ? "" : `${kilogramsOf(weight)} kg`, formatSize(parcel)]
        .filter((fact) => fact !== "")
        .join(" · "),
    ].filter((fact) => fact !== ""),
  };
}
