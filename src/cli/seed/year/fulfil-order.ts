import { openQuantity } from "@/modules/orders/order";
import { after, DAY_MS, HOUR_MS, nextFloorMoment } from "./calendar";
import type { Order } from "./order-book";
import { payLater } from "./pay-order";
import { act, type Simulation } from "./simulation";

/** Of ordinary days, and of the last few, so that today there is work of each kind. */
const CHANCES = {
  ordinary: { held: 0.035, cancelled: 0.02, inParts: 0.06 },
  late: { held: 0.12, cancelled: 0.03, inParts: 0.18 },
} as const;
const LATE_MS = 3 * DAY_MS;
const REST_CANCELLED_SHARE = 0.12;
const HOLD_REASONS = [
  "Payment is being checked",
  "Address is incomplete",
  "Customer is away until next week",
  "Waiting for a call back",
];
const CANCEL_REASONS = ["Ordered twice", "Customer changed their mind", "Found it in a shop"];

/** What becomes of a confirmed order: sent at once or in parts, held for a while, or called off. */
export function fulfilOrder(year: Simulation, at: Date, order: Order): void {
  const { random, agenda } = year;
  const isLate = year.now.getTime() - at.getTime() < LATE_MS;
  const chances = isLate ? CHANCES.late : CHANCES.ordinary;
  const fate = random.next();
  if (fate < chances.cancelled) {
    agenda.add(after(at, random.between(1, 20) * HOUR_MS), (at) =>
      year.orders.cancel(act(year, at, "sell", "orders.cancel"), order, random.pick(CANCEL_REASONS)),
    );
  } else if (fate < chances.cancelled + chances.held) {
    agenda.add(after(at, random.between(0.3, 3) * HOUR_MS), (at) => holdOrder(year, at, order));
  } else {
    shipLater(year, at, order, random.chance(chances.inParts));
  }
}

function holdOrder(year: Simulation, at: Date, order: Order): void {
  const { random, agenda, orders } = year;
  orders.hold(act(year, at, "sell", "orders.hold"), order, random.pick(HOLD_REASONS));
  agenda.add(after(at, random.between(1, 5) * DAY_MS), (at) => {
    orders.resume(act(year, at, "sell", "orders.resume"), order);
    shipLater(year, at, order, false);
  });
}

function shipLater(year: Simulation, at: Date, order: Order, inParts: boolean): void {
  const { random, agenda } = year;
  const leaves = nextFloorMoment(after(at, random.between(2, 22) * HOUR_MS), random);
  agenda.add(leaves, (at) => {
    if (inParts) shipPart(year, at, order);
    else shipRest(year, at, order);
    payLater(year, at, order);
  });
}

const shipAct = (year: Simulation, at: Date, order: Order) =>
  act(year, at, "floor", "orders.ship", order.row.warehouseId);

const shipRest = (year: Simulation, at: Date, order: Order): void =>
  year.orders.ship(shipAct(year, at, order), order, openQuantity);

/** The first line goes now, or half of it where there is no other; the rest follows in some days or is given up. */
function shipPart(year: Simulation, at: Date, order: Order): void {
  const { random, agenda, orders } = year;
  const [first, ...others] = order.lines;
  if (!first || (others.length === 0 && first.quantity === 1)) return shipRest(year, at, order);
  const now = others.length === 0 ? Math.ceil(first.quantity / 2) : first.quantity;
  orders.ship(shipAct(year, at, order), order, (line) => (line === first ? now : 0));
  const later = nextFloorMoment(after(at, random.between(1, 5) * DAY_MS), random);
  if (random.chance(REST_CANCELLED_SHARE))
    agenda.add(later, (at) => orders.complete(act(year, at, "sell", "orders.complete"), order));
  else agenda.add(later, (at) => shipRest(year, at, order));
}
