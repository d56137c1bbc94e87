import type { Outputs } from "@/client/trpc";

/** An order as its page knows it. */
export type Order = Outputs["orders"]["get"];
