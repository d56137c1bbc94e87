import type { Outputs } from "@/client/trpc";
import { formatShipmentNumber } from "@/modules/orders/order";

export type ShipmentRow = Outputs["parcels"]["listToPack"]["rows"][number];

export const numberOf = ({ orderNumber, sequence }: ShipmentRow): string => formatShipmentNumber(orderNumber, sequence);
