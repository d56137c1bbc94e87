import { eq } from "drizzle-orm";
import { shipmentLines } from "@/modules/orders/schema";
import { handOver } from "@/modules/parcels/hand-over";
import { packParcel } from "@/modules/parcels/pack-parcel";
import { createCarrier } from "@/modules/shop/carriers/create-carrier";
import type { Chapter, SampleShop } from "./chapter";
import { findToPack } from "./find-orders";
import { scenes } from "./scenes";

const CARRIERS = [
  { name: "Alster Paket", services: ["Parcel", "Express"], host: "alster-paket.example" },
  { name: "Donau Kurier", services: ["Standard"], host: "donau-kurier.example" },
] as const;
const PARCELS = 5;
/** These are on their way; the rest waits for the carrier. */
const HANDED_OVER = 3;
const SCENES_MAX = CARRIERS.length + PARCELS + HANDED_OVER;
const [GRAMS, BOX] = [
  { from: 400, to: 9_000 },
  { length: 400, width: 300, height: 200 },
];

/** What left last stands in parcels with weight, carrier and number; some are with their carrier already. */
export const whatIsPacked: Chapter = {
  title: "what is packed",
  async play(shop) {
    const scene = scenes(SCENES_MAX);
    const found = await findToPack(shop, PARCELS);
    const [{ warehouseId } = { warehouseId: null }] = found;
    if (warehouseId === null) return;
    const carriers = [];
    for (const { name, services, host } of CARRIERS) {
      const trackingLink = `https://${host}/follow/{tracking}`;
      const { carrierId } = await shop.perform(scene("lead", "parcels.createCarrier", warehouseId), (ctx) =>
        createCarrier(ctx, { name, services: [...services], trackingLink }),
      );
      carriers.push({ carrierId, service: services[0] });
    }
    const packed: { parcelId: string; warehouseId: string }[] = [];
    for (const { id: shipmentId, warehouseId } of found) {
      const lines = await linesOf(shop, shipmentId);
      const [given, weight] = [shop.random.pick(carriers), shop.random.whole(GRAMS.from, GRAMS.to)];
      const { parcelId } = await shop.perform(scene("floor", "parcels.pack", warehouseId), (ctx) =>
        packParcel(ctx, { shipmentId, lines, ...given, weight, ...BOX, tracking: "" }),
      );
      packed.push({ parcelId, warehouseId });
    }
    // Each where it is packed: most people of the floor work in one warehouse.
    for (const { parcelId, warehouseId } of packed.slice(-HANDED_OVER))
      await shop.perform(scene("floor", "parcels.handOver", warehouseId), (ctx) =>
        handOver(ctx, { parcelIds: [parcelId] }),
      );
  },
};

const linesOf = ({ db }: SampleShop, shipmentId: string) =>
  db
    .select({ shipmentLineId: shipmentLines.id, quantity: shipmentLines.quantity })
    .from(shipmentLines)
    .where(eq(shipmentLines.shipmentId, shipmentId));
