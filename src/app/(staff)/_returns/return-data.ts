import type { Outputs } from "@/client/trpc";

/** A return as its page knows it. */
export type Return = Outputs["returns"]["get"];
export type ReturnLine = Return["lines"][number];
export type Receipt = Return["receipts"][number];
