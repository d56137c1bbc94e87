import { defineError } from "@/shared/error";
import { formatCount, pluralize } from "@/shared/plural";

/** What is refused of lines of an open order, as sentences for people with the facts as data. */

export const cancelsTooMuch = defineError<{ number: number; sku: string; asked: number; open: number }>(
  "orders.cancels-too-much",
  "conflict",
  ({ number, sku, asked, open }) =>
    `Of ${sku} in order #${number}, ${formatCount(open, "item")} ${pluralize(open, "is", "are")} left to ship, and ` +
    `${asked} ${pluralize(asked, "was", "were")} entered. Enter fewer. Nothing was changed.`,
);

export const restoresTooMuch = defineError<{ number: number; sku: string; asked: number; cancelled: number }>(
  "orders.restores-too-much",
  "conflict",
  ({ number, sku, asked, cancelled }) =>
    `Of ${sku} in order #${number}, ${formatCount(cancelled, "item")} ${pluralize(cancelled, "is", "are")} ` +
    `cancelled, and ${asked} ${pluralize(asked, "was", "were")} entered. Enter fewer. Nothing was changed.`,
);

export const nothingLeftToShip = defineError<{ number: number }>(
  "orders.nothing-left-to-ship",
  "conflict",
  ({ number }) =>
    `Without these items nothing would be left of order #${number}. Cancel the order instead. Nothing was changed.`,
);
