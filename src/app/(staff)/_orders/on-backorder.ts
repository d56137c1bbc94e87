import type { Inputs } from "@/client/trpc";

export type Backorders = NonNullable<Inputs["orders"]["confirm"]["acceptBackorders"]>;
/** Sends a step again, with what the person agreed to wait for. */
export type OnBackorder = ((accepted: Backorders) => void) | undefined;
