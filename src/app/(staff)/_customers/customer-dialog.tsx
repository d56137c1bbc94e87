"use client";

import { onDemand } from "@/ui/on-demand";

/** A customer, created or edited. */
export const CustomerDialog = onDemand(() => import("./customer-form-dialog").then((file) => file.CustomerFormDialog));
