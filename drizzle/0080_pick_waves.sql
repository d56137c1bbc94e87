CREATE TABLE "pick_waves" (
	"id" uuid PRIMARY KEY NOT NULL,
	"number" bigint GENERATED ALWAYS AS IDENTITY (sequence name "pick_waves_number_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"warehouse_id" uuid NOT NULL,
	"created_by" uuid NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "pick_waves_number_is_single" UNIQUE("number"),
	CONSTRAINT "pick_waves_with_their_warehouse" UNIQUE("id","warehouse_id")
);
--> statement-breakpoint
ALTER TABLE "pick_lists" ADD COLUMN "wave_id" uuid;--> statement-breakpoint
ALTER TABLE "pick_lists" ADD COLUMN "zone_id" uuid;--> statement-breakpoint
ALTER TABLE "pick_waves" ADD CONSTRAINT "pick_waves_warehouse_id_locations_id_fk" FOREIGN KEY ("warehouse_id") REFERENCES "public"."locations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pick_waves" ADD CONSTRAINT "pick_waves_created_by_users_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
-- Some ten thousand short rows, in which the new columns are empty.
-- squawk-ignore adding-foreign-key-constraint, constraint-missing-not-valid
ALTER TABLE "pick_lists" ADD CONSTRAINT "pick_lists_zone_id_locations_id_fk" FOREIGN KEY ("zone_id") REFERENCES "public"."locations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
-- As above.
-- squawk-ignore adding-foreign-key-constraint, constraint-missing-not-valid
ALTER TABLE "pick_lists" ADD CONSTRAINT "pick_lists_of_a_wave_of_their_warehouse" FOREIGN KEY ("wave_id","warehouse_id") REFERENCES "public"."pick_waves"("id","warehouse_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
-- A row a parcel, since 0078: few yet.
-- squawk-ignore require-concurrent-index-creation
CREATE INDEX "parcels_of_carrier_handed_over" ON "parcels" USING btree ("carrier_id","id") WHERE "parcels"."handed_over_at" is not null;--> statement-breakpoint
-- Of no row yet.
-- squawk-ignore require-concurrent-index-creation
CREATE UNIQUE INDEX "pick_lists_one_for_each_zone" ON "pick_lists" USING btree ("wave_id",coalesce("zone_id", '00000000-0000-0000-0000-000000000000'::uuid)) WHERE "pick_lists"."wave_id" is not null;--> statement-breakpoint
-- As above: new columns of one value.
-- squawk-ignore constraint-missing-not-valid
ALTER TABLE "pick_lists" ADD CONSTRAINT "pick_lists_have_a_zone_in_a_wave" CHECK ("pick_lists"."zone_id" is null or "pick_lists"."wave_id" is not null);