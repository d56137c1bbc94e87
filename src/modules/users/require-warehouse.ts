import type { Context } from "@/platform/context";
import { mayUseWarehouse } from "@/shared/access";
import { warehouseNotGranted } from "./contract";

/** Refuses whoever does not work in this warehouse. Operations call it on the rows they are about to change. */
export function requireWarehouse(ctx: Pick<Context, "actor">, warehouseId: string): void {
  if (!mayUseWarehouse(ctx.actor, warehouseId)) throw warehouseNotGranted({ warehouseId });
}
