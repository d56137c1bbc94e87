import type { Inputs } from "@/client/trpc";
import type { Entity } from "@/shared/entity";

/** One thing, or everything of a kind. */
export type HistorySubject = { entityId: string } | { entity: Entity };

/** The newest entries of the history of it. */
export const historyOf = (subject: HistorySubject): Omit<Inputs["history"]["list"], "cursor"> => ({
  ...subject,
  limit: 20,
});
