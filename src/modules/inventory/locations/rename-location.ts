import { eq } from "drizzle-orm";
import { locationsChanged, type RenameLocation } from "@/modules/inventory/contract";
import { findLocation } from "@/modules/inventory/queries";
import { codeTaken, locationChangedMeanwhile, locationNotFound } from "@/modules/inventory/refusals";
import { locations } from "@/modules/inventory/schema";
import { assertWarehouse } from "@/modules/users/assert-warehouse";
import { recordChange } from "@/platform/audit/record-change";
import type { Context } from "@/platform/context";
import { refuseOn } from "@/platform/database/refuse-on";
import { emit } from "@/platform/outbox/emit";
import { inTransaction } from "@/platform/transaction";
import { placeAfter } from "./place-of";

/** @throws locationChangedMeanwhile when someone else has renamed it since the person saw it */
export async function renameLocation(
  ctx: Context,
  { locationId, code, name, seen, ...asked }: RenameLocation,
): Promise<void> {
  await inTransaction(ctx, async (ctx) => {
    const location = await findLocation(ctx, locationId, "no key update");
    if (!location?.warehouseId) throw locationNotFound({ locationId });
    assertWarehouse(ctx, location.warehouseId);
    if (seen.code !== location.code || seen.name !== location.name)
      throw locationChangedMeanwhile({ code: location.code, name: location.name });

    const before = { country: location.country, postcode: location.postcode };
    const place = location.kind === "warehouse" ? placeAfter(before, asked) : before;
    const refusal = () => codeTaken({ code });
    await refuseOn({ locations_code_is_taken_here: refusal, locations_warehouse_code_is_taken: refusal }, () =>
      ctx.db
        .update(locations)
        .set({ code, name, ...place })
        .where(eq(locations.id, locationId)),
    );
    recordChange(ctx, {
      entity: "location",
      entityId: locationId,
      label: name,
      warehouseIds: [location.warehouseId],
      before: { code: location.code, name: location.name, ...before },
      after: { code, name, ...place },
    });
    emit(ctx, locationsChanged, { locationId, warehouseId: location.warehouseId });
  });
}
