import type { Inputs } from "@/client/trpc";

/** What is available of the items of some lines; lines of the same item ask once. */
export const availabilityOf = (warehouseId: string, lines: readonly { variantId: string }[]) =>
  ({
    warehouseId,
    variantIds: [...new Set(lines.map(({ variantId }) => variantId))].sort(),
  }) satisfies Inputs["inventory"]["listAvailability"];

/** The newest of what happened with an order. */
export const storyOf = (orderId: string): Omit<Inputs["history"]["listOfOrder"], "cursor"> => ({ orderId, limit: 20 });
