"use client";

import { onDemand } from "@/ui/on-demand";

/** Ships an order, in whole or in part. */
export const ShipDialog = onDemand(() => import("./ship-order-dialog").then((file) => file.ShipOrderDialog));
