import * as z from "zod";
import { defineEvent } from "@/shared/event";
import { Id } from "@/shared/given-id";

/** A lot was blocked, or is good again. */
export const lotBlockChanged = defineEvent(
  "inventory.lot-block-changed",
  z.object({ lotId: Id, variantIds: z.array(Id) }),
);
