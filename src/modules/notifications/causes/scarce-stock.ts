import { and, isNull, type SQL, sql } from "drizzle-orm";
import { products, variants } from "@/modules/catalog/schema";
import { stockFigures } from "@/modules/inventory/available";
import { reorderPoints } from "@/modules/inventory/reorder-points/schema";
import { locations, stockAvailability } from "@/modules/inventory/schema";
import { arrayOf } from "@/platform/database/rows";
import { type Cause, idsIn } from "./cause";

const { available } = stockFigures();

const label = sql`${products.title} || case when cardinality(${variants.optionValues}) > 0
  then ' · ' || array_to_string(${variants.optionValues}, ' / ') else '' end`;

const unit = sql`case when ${variants.unit} = 'each' then '' else ' ' || ${variants.unit} end`;

/** Items with a reorder point of which no more is available than that, or nothing. */
export const scarceStock: Cause = {
  kinds: ["low-stock", "out-of-stock"],
  subjectsOf: idsIn(["inventory", "catalog"], "variantId", "variantIds"),
  find: (variantIds): SQL => sql`
    select case when ${available} > 0 then 'low-stock' else 'out-of-stock' end as kind,
      ${reorderPoints.variantId} || ' ' || ${reorderPoints.warehouseId} as cause,
      ${reorderPoints.warehouseId} as warehouse_id, ${reorderPoints.variantId} as subject_id, ${label} as label,
      ${available} || ${unit} || ' available, reorder point ' || ${reorderPoints.quantity} || ${unit} as detail
    from ${reorderPoints}
    join ${variants} on ${variants.id} = ${reorderPoints.variantId}
    join ${products} on ${products.id} = ${variants.productId}
    join ${locations} on ${locations.id} = ${reorderPoints.warehouseId}
    left join ${stockAvailability} on ${stockAvailability.warehouseId} = ${reorderPoints.warehouseId}
      and ${stockAvailability.variantId} = ${reorderPoints.variantId}
    where ${and(
      sql`${available} <= ${reorderPoints.quantity}`,
      isNull(variants.archivedAt),
      isNull(products.archivedAt),
      isNull(locations.archivedAt),
      variantIds ? sql`${reorderPoints.variantId} = any(${arrayOf(variantIds, "uuid")})` : undefined,
    )}`,
};
