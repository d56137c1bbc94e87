import type { Context } from "@/platform/context";
import { mayUseWarehouse } from "@/shared/access";
import { warehouseNotGranted } from "./refusals";

/** Called with the warehouse of the rows that an operation changes. @throws warehouseNotGranted */
export function assertWarehouse(ctx: Pick<Context, "actor">, warehouseId: string): void {
  if (!mayUseWarehouse(ctx.actor, warehouseId)) throw warehouseNotGranted({ warehouseId });
}
