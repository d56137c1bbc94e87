import type { Outputs } from "@/client/trpc";

export type Invoice = Outputs["invoices"]["get"];
