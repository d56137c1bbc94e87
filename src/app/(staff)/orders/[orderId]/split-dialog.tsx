"use client";

import { onDemand } from "@/ui/on-demand";

/** Moves open items into a second order. */
export const SplitDialog = onDemand(() => import("./split-order-dialog").then((file) => file.SplitOrderDialog));
