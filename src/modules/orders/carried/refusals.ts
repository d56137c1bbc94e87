import { type OrderStatus, statusLabel } from "@/modules/orders/order";
import { defineError } from "@/shared/error";

export const nothingToCarry = defineError<{ number: number; status: OrderStatus }>(
  "orders.nothing-to-carry",
  "conflict",
  ({ number, status }) =>
    `Order #${number} is ${statusLabel(status)}, so nothing of it will go with a carrier any more. ` +
    "Who carries a parcel is changed with the parcel. Nothing was changed.",
);

export const carrierSetMeanwhile = defineError<{ number: number; carrier: string }>(
  "orders.carrier-set-meanwhile",
  "conflict",
  ({ number, carrier }) =>
    `Meanwhile someone else ${carrier === "" ? "chose no carrier" : `chose ${carrier}`} for order #${number}. ` +
    "Your choice is kept here. Save again to replace theirs.",
);
