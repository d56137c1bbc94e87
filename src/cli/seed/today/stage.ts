import type { Plan } from "@/cli/seed/year/make-plan";
import type { Task } from "@/cli/seed/year/make-staff";
import type { Warehouse } from "@/cli/seed/year/make-warehouses";
import type { SampleShop, Scene } from "./chapter";

/** Scenes at one warehouse that follow each other, at most so many in the time of the chapter. */
export function sceneAt({ id: warehouseId }: Pick<Warehouse, "id">, scenesMax: number) {
  let done = 0;
  return (task: Task, action: string): Scene => {
    done += 1;
    return { at: done / scenesMax, task, action, warehouseId };
  };
}

/** Where most is sold. */
export function mainWarehouse({ plan }: SampleShop): Plan["warehouses"][number] {
  const [main] = plan.warehouses;
  if (!main) throw new Error("The sample shop has no warehouse.");
  return main;
}

/** The last orders of a warehouse with this status, the newest first. */
export const lastOrders = ({ plan }: SampleShop, { id }: Pick<Warehouse, "id">, status: "completed" | "confirmed") =>
  plan.orders.filter((order) => order.warehouseId === id && order.status === status).toReversed();
