import { VIRTUAL_LOCATION_IDS } from "@/modules/inventory/inventory";
import { toUnitCost } from "@/shared/money";
import { toQuantity } from "@/shared/quantity";
import { after, DAY_MS, HOUR_MS, MINUTE_MS, nextFloorMoment } from "./calendar";
import { act, daysOf, type House, makeForecast } from "./house";
import { type Article, boughtBy, expiryOf } from "./make-catalog";
import type { Warehouse } from "./make-warehouses";
import type { Movement } from "./stock-book";

const REVIEW_HOUR = 5;
const OPENING_HOUR = 4;
const COVER_DAYS = 24;
const ORDER_DAYS = 35;
const ENTERED_TWICE = 0.012;

type Forecast = ReturnType<typeof makeForecast>;
type Delivery = { article: Article; quantity: number };

/** Fills the shelves before the first day, and has them filled again all year: each vendor is looked at once a week. */
export function supplyShop(house: House): void {
  const forecast = makeForecast(house);
  const onOrder = new Map<string, number>();
  const vendors = [
    ...new Set(house.warehouses.flatMap(({ articles }) => articles.map(({ goods }) => goods.vendor))),
  ].sort();
  for (const warehouse of house.warehouses) {
    house.agenda.add(after(house.opened, OPENING_HOUR * HOUR_MS), (at) => openStock(house, at, warehouse, forecast));
    for (const day of daysOf(house)) {
      for (const vendor of vendors.filter((_, place) => (place % 5) + 1 === day.getUTCDay())) {
        house.agenda.add(after(day, REVIEW_HOUR * HOUR_MS), (at) =>
          orderFrom(house, at, warehouse, vendor, forecast, onOrder),
        );
      }
    }
  }
}

function openStock(house: House, at: Date, warehouse: Warehouse, forecast: Forecast): void {
  const movements = warehouse.articles.map((article) => {
    const quantity = wholePacks(article, 2 + forecast(warehouse, article, at) * (COVER_DAYS + ORDER_DAYS));
    return goodsIn(house, at, warehouse, article, quantity, {
      from: VIRTUAL_LOCATION_IDS.adjustment,
      to: warehouse.homes.get(article.variant.id),
    });
  });
  house.stock.post(act(house, at, "lead", "inventory.open-stock", warehouse.id), {
    kind: "open",
    postingKey: `opening:${warehouse.code}`,
    note: "Counted when the books were opened",
    movements,
  });
}

const wholePacks = ({ goods }: Article, quantity: number): number =>
  Math.ceil(quantity / boughtBy(goods)) * boughtBy(goods);

function orderFrom(
  house: House,
  at: Date,
  warehouse: Warehouse,
  vendor: string,
  forecast: Forecast,
  onOrder: Map<string, number>,
): void {
  const deliveries = warehouse.articles
    .filter(({ goods, variant }) => goods.vendor === vendor && !isScarce(house, at, warehouse, variant.id))
    .flatMap((article): Delivery[] => {
      const daily = forecast(warehouse, article, at);
      const expected =
        house.stock.free(warehouse.id, article.variant.id) + (onOrder.get(keyOf(warehouse, article)) ?? 0);
      if (expected > 1 + daily * COVER_DAYS) return [];
      return [{ article, quantity: wholePacks(article, 1 + daily * (COVER_DAYS + ORDER_DAYS) - expected) }];
    });
  if (deliveries.length === 0) return;
  for (const { article, quantity } of deliveries)
    onOrder.set(keyOf(warehouse, article), (onOrder.get(keyOf(warehouse, article)) ?? 0) + quantity);
  const arrives = nextFloorMoment(after(at, house.random.between(4, 11) * DAY_MS), house.random);
  const reference = `PO-${house.random.whole(20_000, 99_999)}`;
  house.agenda.add(arrives, (at) => {
    for (const { article, quantity } of deliveries)
      onOrder.set(keyOf(warehouse, article), (onOrder.get(keyOf(warehouse, article)) ?? 0) - quantity);
    receive(house, at, warehouse, `${reference} - ${vendor}`, deliveries);
  });
}

const keyOf = (warehouse: Warehouse, article: Article) => `${warehouse.id}/${article.variant.id}`;

function isScarce(house: House, at: Date, warehouse: Warehouse, variantId: string): boolean {
  const scarce = house.scarce.get(variantId);
  return (
    scarce !== undefined && scarce.since <= at && (scarce.warehouseId === null || scarce.warehouseId === warehouse.id)
  );
}

function receive(house: House, at: Date, warehouse: Warehouse, note: string, deliveries: readonly Delivery[]): void {
  const { random, stock, agenda } = house;
  const doing = act(house, at, "floor", "inventory.receiveStock", warehouse.id);
  const movements = deliveries.map(({ article, quantity }) =>
    goodsIn(house, at, warehouse, article, quantity, {
      from: VIRTUAL_LOCATION_IDS.supplier,
      to: warehouse.receivingId,
    }),
  );
  stock.post(doing, { kind: "receive", postingKey: `receive:${doing.requestId}`, note, movements });
  agenda.add(nextFloorMoment(after(at, random.between(0.5, 5) * HOUR_MS), random), (at) =>
    putAway(house, at, warehouse, movements),
  );
  if (random.chance(ENTERED_TWICE))
    agenda.add(after(at, 4 * MINUTE_MS), (at) => enterAgain(house, at, warehouse, note, movements));
}

/** The same delivery note typed by two people; the lead sees it a minute later and reverses the second. */
function enterAgain(house: House, at: Date, warehouse: Warehouse, note: string, movements: readonly Movement[]): void {
  const doing = act(house, at, "floor", "inventory.receiveStock", warehouse.id);
  const reversesId = house.stock.post(doing, {
    kind: "receive",
    postingKey: `receive:${doing.requestId}`,
    note,
    movements,
  });
  house.agenda.add(after(at, MINUTE_MS), (at) => {
    const isGone = (line: Movement) =>
      Math.min(lying(house, warehouse, line), house.stock.free(warehouse.id, line.variantId)) < line.quantity;
    if (movements.some(isGone)) return;
    house.stock.post(act(house, at, "lead", "inventory.reverseTransaction", warehouse.id), {
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
const lying = ({ stock }: House, warehouse: Warehouse, line: Movement): number =>
  stock
    .places(warehouse.id, line.variantId)
    .find(({ locationId, lotId }) => locationId === line.toLocationId && lotId === line.lotId)?.onHand ?? 0;

function putAway(house: House, at: Date, warehouse: Warehouse, received: readonly Movement[]): void {
  const movements = received.flatMap((line): Movement[] => {
    const quantity = Math.min(line.quantity, lying(house, warehouse, line));
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
  const doing = act(house, at, "floor", "inventory.moveStock", warehouse.id);
  house.stock.post(doing, { kind: "move", postingKey: `move:${doing.requestId}`, note: "Put away", movements });
}

type Way = { from: string; to: string | undefined };

function goodsIn(
  house: House,
  at: Date,
  warehouse: Warehouse,
  { goods, variant }: Article,
  quantity: number,
  { from, to }: Way,
): Movement {
  const expiresOn = expiryOf(at, goods, house.random);
  const lotId =
    expiresOn === null
      ? null
      : house.stock.addLot({ variantId: variant.id, code: lotCode(house, at, warehouse), expiresOn, createdAt: at });
  const unitCost =
    variant.cost === null ? null : toUnitCost(Math.round(variant.cost * house.random.between(0.97, 1.03)));
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
const lotCode = (house: House, at: Date, warehouse: Warehouse): string =>
  `L${at.toISOString().slice(2, 10).replaceAll("-", "")}-${warehouse.code}${house.stock.lots.length % 100}`;
