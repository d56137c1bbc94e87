import { defineExport } from "@/platform/exports/define-export";
import { countryName } from "@/shared/countries";
import { ListParcels } from "./contract";
import { kilogramsOf, parcelReference } from "./parcel";
import { listParcels } from "./queries";

/** An address as carriers take it: two lines, the second of which holds whatever more there is. */
function linesOf(address: string): [string, string] {
  const [first = "", ...more] = address
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
  return [first, more.join(", ")];
}
const centimetres = (millimetres: number | null) => (millimetres === null ? null : millimetres / 10);

/** What a carrier's own program reads: its first columns are enough for any of them. */
export const parcelsExports = [
  defineExport({
    list: "parcels.list",
    permission: "parcels.read",
    fileName: "parcels",
    input: ListParcels,
    page: listParcels,
    columns: [
      { header: "Reference", cell: (row) => parcelReference(row) },
      { header: "Recipient", cell: (row) => row.recipient.name },
      { header: "Address 1", cell: (row) => linesOf(row.recipient.address)[0] },
      { header: "Address 2", cell: (row) => linesOf(row.recipient.address)[1] },
      { header: "Postcode", cell: (row) => row.recipient.postcode },
      { header: "City", cell: (row) => row.recipient.city },
      { header: "Country", cell: (row) => row.recipient.country },
      { header: "Country name", cell: (row) => row.recipient.country && countryName(row.recipient.country) },
      { header: "Email", cell: (row) => row.email },
      { header: "Phone", cell: (row) => row.phone },
      { header: "Weight (kg)", cell: (row) => (row.weight === null ? null : kilogramsOf(row.weight)) },
      { header: "Length (cm)", cell: (row) => centimetres(row.length) },
      { header: "Width (cm)", cell: (row) => centimetres(row.width) },
      { header: "Height (cm)", cell: (row) => centimetres(row.height) },
      { header: "Carrier", cell: (row) => row.carrierName },
      { header: "Service", cell: (row) => row.service },
      { header: "Tracking", cell: (row) => row.tracking },
      { header: "Order", cell: (row) => row.orderNumber },
      { header: "Customer reference", cell: (row) => row.customerReference },
      { header: "Items", cell: (row) => row.items },
      { header: "Warehouse", cell: (row) => row.warehouseCode },
      { header: "Packed", cell: (row) => row.packedAt },
      { header: "Handed over", cell: (row) => row.handedOverAt },
      { header: "Parcel ID", cell: (row) => row.id },
    ],
  }),
];
