import { type AdjustmentReason, VIRTUAL_LOCATION_IDS } from "@/modules/inventory/inventory";
import { toQuantity } from "@/shared/quantity";
import { after, DAY_MS, MINUTE_MS, nextFloorMoment } from "./calendar";
import type { Warehouse } from "./make-warehouses";
import { act, daysOf, type Simulation } from "./simulation";
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
const FINDINGS_PER_DAY = 0.4;
const MOVES_PER_DAY = 0.25;
const LOANS_PER_DAY = 0.08;
const MISTAKES_PER_DAY = 0.02;
const MONDAY = 1;

/** What happens on the floor beside trade: breakage, counts, shelves made room on, slips that are undone. */
export function workFloor(year: Simulation): void {
  const { random, agenda } = year;
  for (const warehouse of year.warehouses) {
    for (const day of daysOf(year)) {
      const moment = () => nextFloorMoment(after(day, random.between(0.3, 0.65) * DAY_MS), random);
      if (random.chance(FINDINGS_PER_DAY))
        agenda.add(moment(), (at) => find(year, at, warehouse, random.pick(FINDINGS)));
      if (random.chance(MOVES_PER_DAY)) agenda.add(moment(), (at) => makeRoom(year, at, warehouse));
      if (random.chance(LOANS_PER_DAY)) agenda.add(moment(), (at) => lendStock(year, at, warehouse));
      if (random.chance(MISTAKES_PER_DAY)) agenda.add(moment(), (at) => enterTooMany(year, at, warehouse));
      if (day.getUTCDay() === MONDAY) agenda.add(moment(), (at) => clearExpired(year, at, warehouse));
    }
  }
}

/** A random place of a random variant; what nobody sends any more is left alone, so that it stays what it is. */
function somewhere(year: Simulation, warehouse: Warehouse): Place | undefined {
  const { variant } = year.random.pick(warehouse.articles);
  return year.scarce.has(variant.id) ? undefined : year.stock.places(warehouse.id, variant.id)[0];
}

/** What may be taken from a place without breaking a promise. */
const removable = (year: Simulation, place: Place): number =>
  Math.min(place.onHand, year.stock.free(place.warehouseId, place.variantId));

function adjust(
  year: Simulation,
  at: Date,
  place: Place,
  change: number,
  reason: AdjustmentReason,
  note: string,
): string {
  const doing = act(year, at, "floor", "inventory.adjustStock", place.warehouseId);
  const outside = VIRTUAL_LOCATION_IDS.adjustment;
  return year.stock.post(doing, {
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

function find(year: Simulation, at: Date, warehouse: Warehouse, { reason, change, note }: Finding): void {
  const place = somewhere(year, warehouse);
  if (!place) return;
  const difference = year.random.whole(change[0], change[1]);
  if (difference > 0 || removable(year, place) >= -difference) adjust(year, at, place, difference, reason, note);
}

function move(
  year: Simulation,
  at: Date,
  place: Place,
  toLocationId: string,
  quantity: number,
  note: string,
  warehouseId?: string,
): void {
  if (place.locationId === toLocationId) return;
  const doing = act(year, at, warehouseId ? "floor" : "lead", "inventory.moveStock", warehouseId);
  const { variantId, lotId, locationId } = place;
  year.stock.post(doing, {
    kind: "move",
    postingKey: `move:${doing.requestId}`,
    note,
    movements: [
      { variantId, lotId, fromLocationId: locationId, toLocationId, quantity: toQuantity(quantity), unitCost: null },
    ],
  });
}

function makeRoom(year: Simulation, at: Date, warehouse: Warehouse): void {
  const place = somewhere(year, warehouse);
  if (place)
    move(year, at, place, year.random.pick(warehouse.bins).id, Math.ceil(place.onHand / 2), "Made room", warehouse.id);
}

/** The warehouse gets some of what it is out of from one that has plenty. */
function lendStock(year: Simulation, at: Date, warehouse: Warehouse): void {
  const { stock, random, warehouses, scarce } = year;
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
    move(year, at, place, warehouse.receivingId, Math.min(4, removable(year, place)), `Helped out ${warehouse.code}`);
}

/** A zero too many, seen a few minutes later and reversed. */
function enterTooMany(year: Simulation, at: Date, warehouse: Warehouse): void {
  const place = somewhere(year, warehouse);
  if (!place) return;
  const quantity = 10;
  const reversesId = adjust(year, at, place, quantity, "found", "Behind the shelf");
  year.agenda.add(after(at, 5 * MINUTE_MS), (at) => {
    const there = year.stock
      .places(warehouse.id, place.variantId)
      .find(({ locationId, lotId }) => locationId === place.locationId && lotId === place.lotId);
    if (!there || removable(year, there) < quantity) return;
    year.stock.post(act(year, at, "lead", "inventory.reverseTransaction", warehouse.id), {
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

function clearExpired(year: Simulation, at: Date, warehouse: Warehouse): void {
  const today = at.toISOString().slice(0, 10);
  for (const { variant } of warehouse.articles.filter(({ goods }) => goods.shelfDays !== undefined)) {
    for (const place of year.stock.places(warehouse.id, variant.id)) {
      const quantity = removable(year, place);
      if (place.expiresOn !== null && place.expiresOn < today && quantity > 0)
        adjust(year, at, place, -quantity, "expired", "Past its date");
    }
  }
}
