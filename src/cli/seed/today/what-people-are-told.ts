import { CAUSES, lookAround } from "@/modules/notifications/take-notice";
import type { Chapter } from "./chapter";

/** What is low or waits too long after the year; what happened in the last hour is told once the worker runs. */
export const whatPeopleAreTold: Chapter = {
  title: "what people are told",
  async play({ plan, random, perform }) {
    const { id: warehouseId } = random.pick(plan.warehouses.slice(0, 1));
    const scene = { at: 0.5, task: "floor", action: "notifications.take-notice", warehouseId } as const;
    await perform(scene, (ctx) => lookAround(ctx, CAUSES));
  },
};
