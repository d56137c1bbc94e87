"use client";

import { onDemand } from "@/ui/on-demand";

/** Puts an order on hold, with a reason. */
export const HoldDialog = onDemand(() => import("./hold-order-dialog").then((file) => file.HoldOrderDialog));
