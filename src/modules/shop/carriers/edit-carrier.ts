import { eq } from "drizzle-orm";
import { recordChange } from "@/platform/audit/record-change";
import type { Context } from "@/platform/context";
import { refuseOn } from "@/platform/database/refuse-on";
import { emit } from "@/platform/outbox/emit";
import { inTransaction } from "@/platform/transaction";
import { carrierChanged, type EditCarrier } from "./carrier-inputs";
import { lockCarrier } from "./lock-carrier";
import { carrierChangedMeanwhile, carrierNameTaken } from "./refusals";
import { carriers } from "./schema";

type Values = { name: string; services: readonly string[]; trackingLink: string };
const inWords = ({ name, services, trackingLink }: Values) => ({ name, services: services.join(", "), trackingLink });

/** Parcels follow: the link is that of today. @throws carrierNotFound, carrierChangedMeanwhile, carrierNameTaken */
export async function editCarrier(ctx: Context, { carrierId, version, ...input }: EditCarrier) {
  return inTransaction(ctx, async (ctx) => {
    const found = await lockCarrier(ctx, carrierId);
    if (found.version !== version) throw carrierChangedMeanwhile({ version: found.version, name: found.name });
    await refuseOn({ carriers_name_is_taken: () => carrierNameTaken({ name: input.name }) }, () =>
      ctx.db
        .update(carriers)
        .set({ ...input, version: version + 1 })
        .where(eq(carriers.id, carrierId)),
    );
    const [before, after] = [inWords(found), inWords(input)];
    recordChange(ctx, { entity: "carrier", entityId: carrierId, label: input.name, before, after });
    emit(ctx, carrierChanged, { carrierId });
    return { carrierId, version: version + 1 };
  });
}
