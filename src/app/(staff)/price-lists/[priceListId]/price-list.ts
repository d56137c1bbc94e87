import type { Outputs } from "@/client/trpc";

export type PriceList = Outputs["pricing"]["get"];
