CREATE TABLE "stock_allocations" (
	"id" uuid PRIMARY KEY NOT NULL,
	"list_id" uuid NOT NULL,
	"document_id" uuid NOT NULL,
	"line_id" uuid NOT NULL,
	"variant_id" uuid NOT NULL,
	"location_id" uuid NOT NULL,
	"lot_id" uuid,
	"quantity" bigint NOT NULL,
	"picked" bigint DEFAULT 0 NOT NULL,
	"to_put_back" bigint DEFAULT 0 NOT NULL,
	"shipped" bigint DEFAULT 0 NOT NULL,
	"short" bigint DEFAULT 0 NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "stock_allocations_pick_what_is_bound" CHECK (0 <= "stock_allocations"."picked" and "stock_allocations"."picked" <= "stock_allocations"."quantity"),
	CONSTRAINT "stock_allocations_are_not_negative" CHECK ("stock_allocations"."to_put_back" >= 0 and "stock_allocations"."shipped" >= 0 and "stock_allocations"."short" >= 0),
	CONSTRAINT "stock_allocations_quantity_is_exact" CHECK ("stock_allocations"."quantity" between -9007199254740991 and 9007199254740991),
	CONSTRAINT "stock_allocations_to_put_back_is_exact" CHECK ("stock_allocations"."to_put_back" between -9007199254740991 and 9007199254740991),
	CONSTRAINT "stock_allocations_shipped_is_exact" CHECK ("stock_allocations"."shipped" between -9007199254740991 and 9007199254740991),
	CONSTRAINT "stock_allocations_short_is_exact" CHECK ("stock_allocations"."short" between -9007199254740991 and 9007199254740991)
);
--> statement-breakpoint
CREATE TABLE "count_requests" (
	"id" uuid PRIMARY KEY NOT NULL,
	"warehouse_id" uuid NOT NULL,
	"location_id" uuid NOT NULL,
	"variant_id" uuid NOT NULL,
	"lot_id" uuid,
	"reason" text NOT NULL,
	"missing" bigint NOT NULL,
	"asked_by" uuid NOT NULL,
	"asked_at" timestamp (3) with time zone NOT NULL,
	"counted_at" timestamp (3) with time zone,
	"counted_by" uuid,
	CONSTRAINT "count_requests_miss_something" CHECK ("count_requests"."missing" > 0),
	CONSTRAINT "count_requests_reason_is_known" CHECK ("count_requests"."reason" in ('missing', 'damaged', 'expired')),
	CONSTRAINT "count_requests_are_counted_by_someone" CHECK (("count_requests"."counted_at" is null) = ("count_requests"."counted_by" is null)),
	CONSTRAINT "count_requests_missing_is_exact" CHECK ("count_requests"."missing" between -9007199254740991 and 9007199254740991)
);
--> statement-breakpoint
CREATE TABLE "pick_lists" (
	"id" uuid PRIMARY KEY NOT NULL,
	"number" bigint GENERATED ALWAYS AS IDENTITY (sequence name "pick_lists_number_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"warehouse_id" uuid NOT NULL,
	"created_by" uuid NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"taken_by" uuid,
	"taken_at" timestamp (3) with time zone,
	CONSTRAINT "pick_lists_number_is_single" UNIQUE("number"),
	CONSTRAINT "pick_lists_are_taken_by_someone" CHECK (("pick_lists"."taken_by" is null) = ("pick_lists"."taken_at" is null))
);
--> statement-breakpoint
-- "stock_balances" has the column since 0001. Nothing has written it since 0007, nor before: it is 0 everywhere.
ALTER TABLE "stock_reservations" ADD COLUMN "allocated" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "stock_allocations" ADD CONSTRAINT "stock_allocations_location_id_locations_id_fk" FOREIGN KEY ("location_id") REFERENCES "public"."locations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stock_allocations" ADD CONSTRAINT "stock_allocations_lot_id_lots_id_fk" FOREIGN KEY ("lot_id") REFERENCES "public"."lots"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "count_requests" ADD CONSTRAINT "count_requests_warehouse_id_locations_id_fk" FOREIGN KEY ("warehouse_id") REFERENCES "public"."locations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "count_requests" ADD CONSTRAINT "count_requests_location_id_locations_id_fk" FOREIGN KEY ("location_id") REFERENCES "public"."locations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "count_requests" ADD CONSTRAINT "count_requests_variant_id_variants_id_fk" FOREIGN KEY ("variant_id") REFERENCES "public"."variants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "count_requests" ADD CONSTRAINT "count_requests_lot_id_lots_id_fk" FOREIGN KEY ("lot_id") REFERENCES "public"."lots"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "count_requests" ADD CONSTRAINT "count_requests_asked_by_users_id_fk" FOREIGN KEY ("asked_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "count_requests" ADD CONSTRAINT "count_requests_counted_by_users_id_fk" FOREIGN KEY ("counted_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pick_lists" ADD CONSTRAINT "pick_lists_warehouse_id_locations_id_fk" FOREIGN KEY ("warehouse_id") REFERENCES "public"."locations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pick_lists" ADD CONSTRAINT "pick_lists_created_by_users_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pick_lists" ADD CONSTRAINT "pick_lists_taken_by_users_id_fk" FOREIGN KEY ("taken_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "stock_allocations_of_list" ON "stock_allocations" USING btree ("list_id");--> statement-breakpoint
CREATE INDEX "stock_allocations_of_document" ON "stock_allocations" USING btree ("document_id");--> statement-breakpoint
CREATE INDEX "stock_allocations_to_do" ON "stock_allocations" USING btree ("list_id") WHERE "stock_allocations"."quantity" > "stock_allocations"."picked" or "stock_allocations"."to_put_back" > 0;--> statement-breakpoint
CREATE UNIQUE INDEX "count_requests_one_for_each_place" ON "count_requests" USING btree ("location_id","variant_id",coalesce("lot_id", '00000000-0000-0000-0000-000000000000'::uuid)) WHERE "count_requests"."counted_at" is null;--> statement-breakpoint
CREATE INDEX "count_requests_open" ON "count_requests" USING btree ("id") WHERE "count_requests"."counted_at" is null;--> statement-breakpoint
CREATE INDEX "pick_lists_of_picker" ON "pick_lists" USING btree ("taken_by","id");--> statement-breakpoint
-- A new column of one value: one pass over some ten thousand short rows.
-- squawk-ignore constraint-missing-not-valid
ALTER TABLE "stock_balances" ADD CONSTRAINT "stock_balances_allocate_what_is_there" CHECK (0 <= "stock_balances"."allocated" and "stock_balances"."allocated" <= "stock_balances"."on_hand");--> statement-breakpoint
-- A new column of one value: one pass over short rows, a second for two million lines of orders.
-- squawk-ignore constraint-missing-not-valid
ALTER TABLE "stock_reservations" ADD CONSTRAINT "stock_reservations_allocate_what_is_reserved" CHECK (0 <= "stock_reservations"."allocated" and "stock_reservations"."allocated" <= "stock_reservations"."quantity");