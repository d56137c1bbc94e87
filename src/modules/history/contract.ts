import { z } from "zod";
import { Paging } from "@/platform/database/paging";
import { ENTITIES } from "@/shared/entity";
import { Id } from "@/shared/id";

export const ListHistory = Paging.extend({
  /** Entries about one thing. */
  entityId: Id.nullish(),
  actorId: Id.nullish(),
  /** Entries about things of one kind. */
  entity: z.enum(ENTITIES).nullish(),
});
export type ListHistory = z.infer<typeof ListHistory>;
