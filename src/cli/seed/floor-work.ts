import { type AdjustmentReason, VIRTUAL_LOCATION_IDS } from "@/modules/inventory/inventory";
import { toQuantity } from "@/shared/quantity";
import { after, DAY_MS, MINUTE_MS, nextFloorMoment } from "./calendar";
import { act, daysOf, type House } from "./house";
import type { Warehouse } from "./make-warehouses";
import type { StockBook } from "./stock-book";

type Place = ReturnType<StockBook["places"]>[number];
type Finding = { reason: AdjustmentReason; change: readonly [number, number]; note: string };

const FINDINGS: readonly Finding[] = [
  { reason: "damaged", change: [-2, -1], note: "Dropped while picking" },
  { reason: "damaged", change: [-1, -1], note: "Water on the lower shelf" },
  { reason: "lost", change: [-1, -1], note: "" },
  { reason: "found", change: [1, 2], note: "Behind the shelf" },
  { reason: "counted", change: [-2, -1], note: "Cycle count" },
  { reason: "counted", change: [1, 3], note: "Cycle count" },
  { reason: "sample", change: [-1, -1], note: "For the photographer" },
  { reason: "correction", change: [1, 1], note: "Picked one too few" },
];
const FINDING_A_DAY = 0.4;
const MOVE_A_DAY = 0.25;
const TRANSFER_A_DAY = 0.08;
const SLIP_A_DAY = 0.02;
const MONDAY = 1;

/** What happens on the floor beside trade: breakage, counts, shelves made room on, slips that are undone. */
export function workTheFloor(house: House): void {
  const { random, agenda } = house;
  for (const warehouse of house.warehouses) {
    for (const day of daysOf(house)) {
      const moment = () => nextFloorMoment(after(day, random.between(0.3, 0.65) * DAY_MS), random);
      if (random.chance(FINDING_A_DAY)) agenda.add(moment(), (at) => find(house, at, warehouse, random.pick(FINDINGS)));
      if (random.chance(MOVE_A_DAY)) agenda.add(moment(), (at) => makeRoom(house, at, warehouse));
      if (random.chance(TRANSFER_A_DAY)) agenda.add(moment(), (at) => helpOut(house, at, warehouse));
      if (random.chance(SLIP_A_DAY)) agenda.add(moment(), (at) => slip(house, at, warehouse));
      if (day.getUTCDay() === MONDAY) agenda.add(moment(), (at) => clearExpired(house, at, warehouse));
    }
  }
}

/** A random place of a random variant; what nobody sends any more is left alone, so that it stays what it is. */
function somewhere(house: House, warehouse: Warehouse): Place | undefined {
  const { variant } = house.random.pick(warehouse.articles);
  return house.scarce.has(variant.id) ? undefined : house.stock.places(warehouse.id, variant.id)[0];
}

/** What may be taken from a place without breaking a promise. */
const takeable = (house: House, place: Place): number =>
  Math.min(place.onHand, house.stock.free(place.warehouseId, place.variantId));

function adjust(house: House, at: Date, place: Place, change: number, reason: AdjustmentReason, note: string): string {
  const doing = act(house, at, "floor", "inventory.adjustStock", place.warehouseId);
  const outside = VIRTUAL_LOCATION_IDS.adjustment;
  return house.stock.post(doing, {
    kind: "adjust",
    postingKey: `adjust:${doing.requestId}`,
    reason,
    note,
    movements: [
      {
        variantId: place.variantId,
        lotId: place.lotId,
        quantity: toQuantity(Math.abs(change)),
        unitCost: null,
        fromLocationId: change > 0 ? outside : place.locationId,
        toLocationId: change > 0 ? place.locationId : outside,
      },
    ],
  });
}

function find(house: House, at: Date, warehouse: Warehouse, { reason, change, note }: Finding): void {
  const place = somewhere(house, warehouse);
  if (!place) return;
  const difference = house.random.whole(change[0], change[1]);
  if (difference > 0 || takeable(house, place) >= -difference) adjust(house, at, place, difference, reason, note);
}

function move(
  house: House,
  at: Date,
  place: Place,
  toLocationId: string,
  quantity: number,
  note: string,
  warehouseId?: string,
): void {
  if (place.locationId === toLocationId) return;
  const doing = act(house, at, warehouseId ? "floor" : "lead", "inventory.moveStock", warehouseId);
  const { variantId, lotId, locationId } = place;
  house.stock.post(doing, {
    kind: "move",
    postingKey: `move:${doing.requestId}`,
    note,
    movements: [
      { variantId, lotId, fromLocationId: locationId, toLocationId, quantity: toQuantity(quantity), unitCost: null },
    ],
  });
}

function makeRoom(house: House, at: Date, warehouse: Warehouse): void {
  const place = somewhere(house, warehouse);
  if (place)
    move(
      house,
      at,
      place,
      house.random.pick(warehouse.bins).id,
      Math.ceil(place.onHand / 2),
      "Made room",
      warehouse.id,
    );
}

/** The warehouse gets some of what it is out of from one that has plenty. */
function helpOut(house: House, at: Date, warehouse: Warehouse): void {
  const { stock, random, warehouses, scarce } = house;
  const giver = warehouses.find(({ id }) => id !== warehouse.id);
  const wanted = warehouse.articles.filter(
    ({ variant }) =>
      !scarce.has(variant.id) &&
      stock.free(warehouse.id, variant.id) < 2 &&
      giver &&
      stock.free(giver.id, variant.id) > 8,
  );
  if (!giver || wanted.length === 0) return;
  const { variant } = random.pick(wanted);
  const [place] = stock.places(giver.id, variant.id);
  if (place)
    move(house, at, place, warehouse.receivingId, Math.min(4, takeable(house, place)), `Helped out ${warehouse.code}`);
}

/** A zero too many, seen a few minutes later and reversed. */
function slip(house: House, at: Date, warehouse: Warehouse): void {
  const place = somewhere(house, warehouse);
  if (!place) return;
  const quantity = 10;
  const reversesId = adjust(house, at, place, quantity, "found", "Behind the shelf");
  house.agenda.add(after(at, 5 * MINUTE_MS), (at) => {
    const there = house.stock
      .places(warehouse.id, place.variantId)
      .find(({ locationId, lotId }) => locationId === place.locationId && lotId === place.lotId);
    if (!there || takeable(house, there) < quantity) return;
    house.stock.post(act(house, at, "lead", "inventory.reverseTransaction", warehouse.id), {
      kind: "reverse",
      postingKey: `reverse:${reversesId}`,
      reversesId,
      note: "One was meant, not ten",
      movements: [
        {
          variantId: place.variantId,
          lotId: place.lotId,
          fromLocationId: place.locationId,
          toLocationId: VIRTUAL_LOCATION_IDS.adjustment,
          quantity: toQuantity(quantity),
          unitCost: null,
        },
      ],
    });
  });
}

function clearExpired(house: House, at: Date, warehouse: Warehouse): void {
  const today = at.toISOString().slice(0, 10);
  for (const { variant } of warehouse.articles.filter(({ goods }) => goods.shelfDays !== undefined)) {
    for (const place of house.stock.places(warehouse.id, variant.id)) {
      const quantity = takeable(house, place);
      if (place.expiresOn !== null && place.expiresOn < today && quantity > 0)
        adjust(house, at, place, -quantity, "expired", "Past its date");
    }
  }
}
