import * as z from "zod";
import { CalendarDay } from "@/shared/calendar-day";
import { Id } from "@/shared/given-id";

/** The day a customer is told for a line; null takes it back. `seen` is the day that is replaced. */
export const PromiseLine = z.strictObject({
  orderId: Id,
  orderLineId: Id,
  promisedOn: CalendarDay.nullable(),
  seen: CalendarDay.nullable(),
});
export type PromiseLine = z.infer<typeof PromiseLine>;
