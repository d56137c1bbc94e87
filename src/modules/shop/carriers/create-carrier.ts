import { recordChange } from "@/platform/audit/record-change";
import type { Context } from "@/platform/context";
import { refuseOn } from "@/platform/database/refuse-on";
import { emit } from "@/platform/outbox/emit";
import { inTransaction } from "@/platform/transaction";
import { newId } from "@/shared/id";
import { carrierChanged, type CreateCarrier } from "./carrier-inputs";
import { carrierNameTaken } from "./refusals";
import { carriers } from "./schema";

/** Adds a carrier that parcels may be given to. @throws carrierNameTaken */
export async function createCarrier(ctx: Context, input: CreateCarrier) {
  return inTransaction(ctx, async (ctx) => {
    const { name, services, trackingLink } = input;
    const carrierId = newId();
    await refuseOn({ carriers_name_is_taken: () => carrierNameTaken({ name }) }, () =>
      ctx.db.insert(carriers).values({ ...input, id: carrierId, createdAt: ctx.now }),
    );
    const after = { name, services: services.join(", "), trackingLink };
    recordChange(ctx, { entity: "carrier", entityId: carrierId, label: name, before: null, after });
    emit(ctx, carrierChanged, { carrierId });
    return { carrierId };
  });
}
