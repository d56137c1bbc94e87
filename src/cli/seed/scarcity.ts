import { openQuantity } from "@/modules/orders/order";
import { toRate } from "@/shared/money";
import { toQuantity } from "@/shared/quantity";
import { after, DAY_MS, HOUR_MS, nextFloorMoment } from "./calendar";
import { act, type House, makeForecast } from "./house";
import type { Article } from "./make-catalog";
import type { Warehouse } from "./make-warehouses";
import type { Random } from "./random";
import type { ReorderPointRow } from "./rows";

const LOW_VARIANTS = 14;
const GONE_VARIANTS = 5;
const LOW_SINCE_DAYS = 45;
const GONE_SINCE_DAYS = 70;
const BOUGHT_UP_DAYS = 10;
const WATCHED_DAYS = 12;
const WATCHED_AT_LEAST = 2;

/** Some suppliers fail towards the end, so that a dozen variants are low today and a few are gone. */
export function chooseScarce(
  random: Random,
  now: Date,
  articles: readonly Article[],
  [main]: readonly Warehouse[],
): House["scarce"] {
  const popular = articles.filter(({ pull }) => pull > 1.2);
  const chosen = random.sample(popular, LOW_VARIANTS + GONE_VARIANTS);
  return new Map(
    chosen.map(({ variant }, place) => {
      const isGone = place < GONE_VARIANTS;
      return [
        variant.id,
        {
          since: after(now, -(isGone ? GONE_SINCE_DAYS : LOW_SINCE_DAYS) * DAY_MS),
          warehouseId: isGone ? null : (main?.id ?? null),
        },
      ];
    }),
  );
}

/** What is gone was bought up by businesses that took all there was. */
export function buyUpScarce(house: House): void {
  const buyers = house.customers.filter(
    ({ isBusiness, row }) => isBusiness && row.createdAt < after(house.opened, DAY_MS),
  );
  for (const warehouse of house.warehouses) {
    for (const { variant } of warehouse.articles) {
      if (house.scarce.get(variant.id)?.warehouseId !== null) continue;
      const moment = after(house.now, -(BOUGHT_UP_DAYS - house.random.between(0, 2)) * DAY_MS);
      house.agenda.add(moment, (at) => {
        const quantity = house.stock.free(warehouse.id, variant.id);
        if (quantity === 0) return;
        const customer = house.random.pick(buyers);
        const order = house.orders.place(act(house, at, "sell", "orders.place"), {
          customer,
          warehouseId: warehouse.id,
          wishes: [{ variant, quantity }],
          discountRate: toRate(100_000),
          confirm: true,
          note: "All that is left, please.",
        });
        if (!order) return;
        house.agenda.add(nextFloorMoment(after(at, 3 * HOUR_MS), house.random), (at) =>
          house.orders.ship(act(house, at, "floor", "orders.ship", warehouse.id), order, openQuantity),
        );
      });
    }
  }
}

/** Who watches what: ordinary goods stand above their point, scarce ones at or below it. */
export function makeReorderPoints(house: House): ReorderPointRow[] {
  const forecast = makeForecast(house);
  return house.warehouses.flatMap((warehouse) =>
    warehouse.articles.flatMap((article): ReorderPointRow[] => {
      const { id: variantId } = article.variant;
      const free = house.stock.free(warehouse.id, variantId);
      const usual = Math.max(WATCHED_AT_LEAST, Math.ceil(forecast(warehouse, article, house.now) * WATCHED_DAYS));
      const scarce = house.scarce.get(variantId);
      const isScarce = scarce !== undefined && (scarce.warehouseId === null || scarce.warehouseId === warehouse.id);
      const point = isScarce ? Math.max(usual, free + house.random.whole(0, 3)) : Math.min(usual, free - 1);
      return point < WATCHED_AT_LEAST ? [] : [{ warehouseId: warehouse.id, variantId, quantity: toQuantity(point) }];
    }),
  );
}
