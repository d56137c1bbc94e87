import { VIRTUAL_LOCATION_IDS } from "@/modules/inventory/inventory";
import { toUnitCost } from "@/shared/money";
import { toQuantity } from "@/shared/quantity";
import { after, DAY_MS, HOUR_MS, MINUTE_MS, nextFloorMoment } from "./calendar";
import { type Article, boughtBy, expiryOf } from "./make-catalog";
import type { Warehouse } from "./make-warehouses";
import { act, daysOf, type Simulation, makeForecast } from "./simulation";
import type { Movement } from "./stock-book";

const REVIEW_HOUR = 5;
const OPENING_HOUR = 4;
const COVER_DAYS = 24;
const ORDER_DAYS = 35;
const ENTERED_TWICE_SHARE = 0.012;

type Forecast = ReturnType<typeof makeForecast>;
type Delivery = { article: Article; quantity: number };

/** Fills the shelves before the first day, and has them filled again all year: each vendor is looked at once a week. */
export function supplyShop(year: Simulation): void {
  const forecast = makeForecast(year);
  const onOrder = new Map<string, number>();
  const vendors = [
    ...new Set(year.warehouses.flatMap(({ articles }) => articles.map(({ goods }) => goods.vendor))),
  ].sort();
  for (const warehouse of year.warehouses) {
    year.agenda.add(after(year.opened, OPENING_HOUR * HOUR_MS), (at) => openStock(year, at, warehouse, forecast));
    for (const day of daysOf(year)) {
      for (const vendor of vendors.filter((_, place) => (place % 5) + 1 === day.getUTCDay())) {
        year.agenda.add(after(day, REVIEW_HOUR * HOUR_MS), (at) =>
          orderFrom(year, at, warehouse, vendor, forecast, onOrder),
        );
      }
    }
  }
}

function openStock(year: Simulation, at: Date, warehouse: Warehouse, forecast: Forecast): void {
  const movements = warehouse.articles.map((article) => {
    const quantity = wholePacks(article, 2 + forecast(warehouse, article, at) * (COVER_DAYS + ORDER_DAYS));
    return goodsIn(year, at, warehouse, article, quantity, {
      from: VIRTUAL_LOCATION_IDS.adjustment,
      to: warehouse.homes.get(article.variant.id),
    });
  });
  year.stock.post(act(year, at, "lead", "inventory.open-stock", warehouse.id), {
    kind: "open",
    postingKey: `opening:${warehouse.code}`,
    note: "Counted when the books were opened",
    movements,
  });
}

const wholePacks = ({ goods }: Article, quantity: number): number =>
  Math.ceil(quantity / boughtBy(goods)) * boughtBy(goods);

function orderFrom(
  year: Simulation,
  at: Date,
  warehouse: Warehouse,
  vendor: string,
  forecast: Forecast,
  onOrder: Map<string, number>,
): void {
  const deliveries = warehouse.articles
    .filter(({ goods, variant }) => goods.vendor === vendor && !isScarce(year, at, warehouse, variant.id))
    .flatMap((article): Delivery[] => {
      const daily = forecast(warehouse, article, at);
      const expected =
        year.stock.free(warehouse.id, article.variant.id) + (onOrder.get(keyOf(warehouse, article)) ?? 0);
      if (expected > 1 + daily * COVER_DAYS) return [];
      return [{ article, quantity: wholePacks(article, 1 + daily * (COVER_DAYS + ORDER_DAYS) - expected) }];
    });
  if (deliveries.length === 0) return;
  for (const { article, quantity } of deliveries)
    onOrder.set(keyOf(warehouse, article), (onOrder.get(keyOf(warehouse, article)) ?? 0) + quantity);
  const arrives = nextFloorMoment(after(at, year.random.between(4, 11) * DAY_MS), year.random);
  const reference = `PO-${year.random.whole(20_000, 99_999)}`;
  year.agenda.add(arrives, (at) => {
    for (const { article, quantity } of deliveries)
      onOrder.set(keyOf(warehouse, article), (onOrder.get(keyOf(warehouse, article)) ?? 0) - quantity);
    receive(year, at, warehouse, { reference, note: vendor }, deliveries);
  });
}

const keyOf = (warehouse: Warehouse, article: Article) => `${warehouse.id}/${article.variant.id}`;

function isScarce(year: Simulation, at: Date, warehouse: Warehouse, variantId: string): boolean {
  const scarce = year.scarce.get(variantId);
  return (
    scarce !== undefined && scarce.since <= at && (scarce.warehouseId === null || scarce.warehouseId === warehouse.id)
  );
}

/** A supplier's delivery note: its number, and who sent it. */
type DeliveryNote = { reference: string; note: string };

function receive(
  year: Simulation,
  at: Date,
  warehouse: Warehouse,
  paper: DeliveryNote,
  deliveries: readonly Delivery[],
): void {
  const { random, stock, agenda } = year;
  const doing = act(year, at, "floor", "inventory.receiveStock", warehouse.id);
  const movements = deliveries.map(({ article, quantity }) =>
    goodsIn(year, at, warehouse, article, quantity, {
      from: VIRTUAL_LOCATION_IDS.supplier,
      to: warehouse.receivingId,
    }),
  );
  stock.post(doing, { kind: "receive", postingKey: `receive:${doing.requestId}`, ...paper, movements });
  agenda.add(nextFloorMoment(after(at, random.between(0.5, 5) * HOUR_MS), random), (at) =>
    putAway(year, at, warehouse, movements),
  );
  if (random.chance(ENTERED_TWICE_SHARE))
    agenda.add(after(at, 4 * MINUTE_MS), (at) => receiveTwice(year, at, warehouse, paper, movements));
}

/** The same delivery note typed by two people; the lead sees it a minute later and reverses the second. */
function receiveTwice(
  year: Simulation,
  at: Date,
  warehouse: Warehouse,
  paper: DeliveryNote,
  movements: readonly Movement[],
): void {
  const doing = act(year, at, "floor", "inventory.receiveStock", warehouse.id);
  const reversesId = year.stock.post(doing, {
    kind: "receive",
    postingKey: `receive:${doing.requestId}`,
    ...paper,
    movements,
  });
  year.agenda.add(after(at, MINUTE_MS), (at) => {
    const isGone = (line: Movement) =>
      Math.min(lying(year, warehouse, line), year.stock.free(warehouse.id, line.variantId)) < line.quantity;
    if (movements.some(isGone)) return;
    year.stock.post(act(year, at, "lead", "inventory.reverseTransaction", warehouse.id), {
      kind: "reverse",
      postingKey: `reverse:${reversesId}`,
      reversesId,
      note: "Entered twice",
      movements: movements.map((line) => ({
        ...line,
        fromLocationId: line.toLocationId,
        toLocationId: line.fromLocationId,
      })),
    });
  });
}

/** How much of a received line still lies where it was put down. */
const lying = ({ stock }: Simulation, warehouse: Warehouse, line: Movement): number =>
  stock
    .places(warehouse.id, line.variantId)
    .find(({ locationId, lotId }) => locationId === line.toLocationId && lotId === line.lotId)?.onHand ?? 0;

function putAway(year: Simulation, at: Date, warehouse: Warehouse, received: readonly Movement[]): void {
  const movements = received.flatMap((line): Movement[] => {
    const quantity = Math.min(line.quantity, lying(year, warehouse, line));
    const home = warehouse.homes.get(line.variantId);
    return quantity > 0 && home
      ? [
          {
            ...line,
            fromLocationId: line.toLocationId,
            toLocationId: home,
            quantity: toQuantity(quantity),
            unitCost: null,
          },
        ]
      : [];
  });
  if (movements.length === 0) return;
  const doing = act(year, at, "floor", "inventory.moveStock", warehouse.id);
  year.stock.post(doing, { kind: "move", postingKey: `move:${doing.requestId}`, note: "Put away", movements });
}

type Way = { from: string; to: string | undefined };

function goodsIn(
  year: Simulation,
  at: Date,
  warehouse: Warehouse,
  { goods, variant }: Article,
  quantity: number,
  { from, to }: Way,
): Movement {
  const expiresOn = expiryOf(at, goods, year.random);
  const lotId =
    expiresOn === null
      ? null
      : year.stock.addLot({ variantId: variant.id, code: lotCode(year, at, warehouse), expiresOn, createdAt: at });
  const unitCost =
    variant.cost === null ? null : toUnitCost(Math.round(variant.cost * year.random.between(0.97, 1.03)));
  return {
    variantId: variant.id,
    lotId,
    fromLocationId: from,
    toLocationId: to ?? warehouse.receivingId,
    quantity: toQuantity(quantity),
    unitCost,
  };
}

/** `L261103-HAM7`: batch of the day, unlike any other of its variant. */
const lotCode = (year: Simulation, at: Date, warehouse: Warehouse): string =>
  `L${at.toISOString().slice(2, 10).replaceAll("-", "")}-${warehouse.code}${year.stock.lots.length % 100}`;
