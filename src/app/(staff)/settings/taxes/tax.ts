import type { Outputs } from "@/client/trpc";

/** A tax category with its rates. */
export type Tax = Outputs["catalog"]["listTaxes"][number];
