import type { Inputs } from "@/client/trpc";

/** The newest entries of the history of a thing. */
export const historyOf = (entityId: string): Omit<Inputs["history"]["list"], "cursor"> => ({ entityId, limit: 20 });
