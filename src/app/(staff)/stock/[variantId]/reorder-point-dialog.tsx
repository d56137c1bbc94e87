"use client";

import { onDemand } from "@/ui/on-demand";

/** The number at which a product counts as low in a warehouse. */
export const ReorderPointDialog = onDemand(() =>
  import("./reorder-point-form-dialog").then((file) => file.ReorderPointFormDialog),
);
