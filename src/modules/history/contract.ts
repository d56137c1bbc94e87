import * as z from "zod";
import { importProgressed } from "@/modules/imports/contract";
import { ENTITIES } from "@/shared/entity";
import { Id } from "@/shared/given-id";
import { Paging } from "@/shared/paging";
import { namesOf, type Staleness } from "@/shared/staleness";

export const ListHistory = Paging.extend({
  /** Entries about one entity. */
  entityId: Id.nullish(),
  actorId: Id.nullish(),
  /** Entries about entities of one kind. */
  entity: z.enum(ENTITIES).nullish(),
});
export type ListHistory = z.infer<typeof ListHistory>;

export const HISTORY_STALENESS = {
  // Progress of an import is not a change and has no entry.
  list: [{ facts: ["*"], except: namesOf(importProgressed), within: ["entityId"] }],
} as const satisfies Staleness;
