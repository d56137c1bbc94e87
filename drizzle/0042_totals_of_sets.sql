CREATE TABLE "stock_set_totals" (
	"place_id" uuid NOT NULL,
	"variant_id" uuid NOT NULL,
	"on_hand" bigint NOT NULL,
	"available" bigint NOT NULL,
	"good_until" date,
	CONSTRAINT "stock_set_totals_variant_id_place_id_pk" PRIMARY KEY("variant_id","place_id"),
	CONSTRAINT "stock_set_totals_are_of_stock" CHECK ("stock_set_totals"."on_hand" > 0 and "stock_set_totals"."available" between 0 and "stock_set_totals"."on_hand"),
	CONSTRAINT "stock_set_totals_on_hand_is_exact" CHECK ("stock_set_totals"."on_hand" between -9007199254740991 and 9007199254740991)
);
--> statement-breakpoint
CREATE TABLE "stock_sets" (
	"id" uuid PRIMARY KEY NOT NULL,
	"warehouse_ids" uuid[] NOT NULL
);
--> statement-breakpoint
ALTER TABLE "stock_set_totals" ADD CONSTRAINT "stock_set_totals_variant_id_variants_id_fk" FOREIGN KEY ("variant_id") REFERENCES "public"."variants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stock_set_totals" ADD CONSTRAINT "stock_set_totals_are_of_a_set" FOREIGN KEY ("place_id") REFERENCES "public"."stock_sets"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "stock_set_totals_by_on_hand" ON "stock_set_totals" USING btree ("place_id","on_hand","variant_id");--> statement-breakpoint
CREATE INDEX "stock_set_totals_by_available" ON "stock_set_totals" USING btree ("place_id","available","variant_id");--> statement-breakpoint
CREATE INDEX "stock_set_totals_by_expiry" ON "stock_set_totals" USING btree ("good_until") WHERE "stock_set_totals"."good_until" is not null;