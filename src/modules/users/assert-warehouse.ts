import type { Context } from "@/platform/context";
import { mayUseWarehouse } from "@/shared/access";
import { warehouseNotGranted } from "./contract";

/** Operations call it on the rows they are about to change. @throws warehouseNotGranted */
export function assertWarehouse(ctx: Pick<Context, "actor">, warehouseId: string): void {
  if (!mayUseWarehouse(ctx.actor, warehouseId)) throw warehouseNotGranted({ warehouseId });
}
