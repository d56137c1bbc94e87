import { asc } from "drizzle-orm";
import type { ReadContext } from "@/platform/context";
import { inLetters } from "@/platform/database/letters";
import { carriers } from "./schema";

const CARRIERS_MAX = 500;

/** All of them, archived ones too: parcels have them. */
export const listCarriers = (ctx: ReadContext) =>
  ctx.db
    .select({
      id: carriers.id,
      name: carriers.name,
      services: carriers.services,
      trackingLink: carriers.trackingLink,
      version: carriers.version,
      archivedAt: carriers.archivedAt,
    })
    .from(carriers)
    .orderBy(inLetters(carriers.name), asc(carriers.id))
    .limit(CARRIERS_MAX);
