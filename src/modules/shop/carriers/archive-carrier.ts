import { eq } from "drizzle-orm";
import { recordChange } from "@/platform/audit/record-change";
import type { Context } from "@/platform/context";
import { emit } from "@/platform/outbox/emit";
import { inTransaction } from "@/platform/transaction";
import { type ArchiveCarrier, carrierChanged } from "./carrier-inputs";
import { lockCarrier } from "./lock-carrier";
import { carriers } from "./schema";

/** Parcels that have an archived carrier keep it, and no other gets it. @throws carrierNotFound */
export async function archiveCarrier(ctx: Context, { carrierId }: ArchiveCarrier, archived = true) {
  return inTransaction(ctx, async (ctx) => {
    const { name, version, archivedAt } = await lockCarrier(ctx, carrierId);
    const wasArchived = archivedAt !== null;
    if (wasArchived === archived) return { carrierId, version };
    await ctx.db
      .update(carriers)
      .set({ archivedAt: archived ? ctx.now : null, version: version + 1 })
      .where(eq(carriers.id, carrierId));
    const [before, after] = [{ archived: wasArchived }, { archived }];
    recordChange(ctx, { entity: "carrier", entityId: carrierId, label: name, before, after });
    emit(ctx, carrierChanged, { carrierId });
    return { carrierId, version: version + 1 };
  });
}
