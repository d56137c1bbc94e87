import { sql } from "drizzle-orm";
import { bigint, check, foreignKey, index, pgTable, unique, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { locations } from "@/modules/inventory/schema";
import { users } from "@/modules/users/schema";
import { createdAt, id, instant } from "@/platform/database/columns";

/** Orders that are picked at once by several people, each in a zone of their own: a list for each zone. */
export const pickWaves = pgTable(
  "pick_waves",
  {
    id: id(),
    /** What people call it. */
    number: bigint("number", { mode: "number" }).notNull().generatedAlwaysAsIdentity(),
    warehouseId: uuid("warehouse_id")
      .notNull()
      .references(() => locations.id),
    createdBy: uuid("created_by")
      .notNull()
      .references(() => users.id),
    createdAt: createdAt(),
  },
  (t) => [
    unique("pick_waves_number_is_single").on(t.number),
    // So that a list is of a wave of its own warehouse.
    unique("pick_waves_with_their_warehouse").on(t.id, t.warehouseId),
  ],
);

/** One walk of one picker through a warehouse. What it fetches are the allocations that name it. */
export const pickLists = pgTable(
  "pick_lists",
  {
    id: id(),
    /** What people call it. */
    number: bigint("number", { mode: "number" }).notNull().generatedAlwaysAsIdentity(),
    warehouseId: uuid("warehouse_id")
      .notNull()
      .references(() => locations.id),
    /** The wave that it is a part of; null where one walks for all of it. */
    waveId: uuid("wave_id"),
    /** The zone that a list of a wave is for; null where its bins stand outside of any. */
    zoneId: uuid("zone_id").references(() => locations.id),
    createdBy: uuid("created_by")
      .notNull()
      .references(() => users.id),
    createdAt: createdAt(),
    /** Who picks it, or has picked it; null while anybody may take it. */
    takenBy: uuid("taken_by").references(() => users.id),
    takenAt: instant("taken_at"),
  },
  (t) => [
    unique("pick_lists_number_is_single").on(t.number),
    index("pick_lists_of_picker").on(t.takenBy, t.id),
    uniqueIndex("pick_lists_one_for_each_zone")
      .on(t.waveId, sql`coalesce(${t.zoneId}, '00000000-0000-0000-0000-000000000000'::uuid)`)
      .where(sql`${t.waveId} is not null`),
    foreignKey({
      name: "pick_lists_of_a_wave_of_their_warehouse",
      columns: [t.waveId, t.warehouseId],
      foreignColumns: [pickWaves.id, pickWaves.warehouseId],
    }),
    check("pick_lists_have_a_zone_in_a_wave", sql`${t.zoneId} is null or ${t.waveId} is not null`),
    check("pick_lists_are_taken_by_someone", sql`(${t.takenBy} is null) = (${t.takenAt} is null)`),
  ],
);
