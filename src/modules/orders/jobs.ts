import { stockFilled } from "@/modules/inventory/contract";
import { once, react } from "@/platform/jobs/handler";
import { recordFilled } from "./record-filled";

export const ordersJobs = [
  react(stockFilled, "orders.record-filled", (ctx, filled) => once(ctx, (ctx) => recordFilled(ctx, filled))),
];
