CREATE TABLE "stock_totals" (
	"place_id" uuid NOT NULL,
	"variant_id" uuid NOT NULL,
	"on_hand" bigint NOT NULL,
	"available" bigint NOT NULL,
	"good_until" date,
	CONSTRAINT "stock_totals_variant_id_place_id_pk" PRIMARY KEY("variant_id","place_id"),
	CONSTRAINT "stock_totals_are_of_stock" CHECK ("stock_totals"."on_hand" > 0 and "stock_totals"."available" between 0 and "stock_totals"."on_hand"),
	CONSTRAINT "stock_totals_on_hand_is_exact" CHECK ("stock_totals"."on_hand" between -9007199254740991 and 9007199254740991)
);
--> statement-breakpoint
ALTER TABLE "stock_totals" ADD CONSTRAINT "stock_totals_variant_id_variants_id_fk" FOREIGN KEY ("variant_id") REFERENCES "public"."variants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "stock_totals_by_on_hand" ON "stock_totals" USING btree ("place_id","on_hand","variant_id");--> statement-breakpoint
CREATE INDEX "stock_totals_by_available" ON "stock_totals" USING btree ("place_id","available","variant_id");--> statement-breakpoint
CREATE INDEX "stock_totals_by_expiry" ON "stock_totals" USING btree ("good_until") WHERE "stock_totals"."good_until" is not null;--> statement-breakpoint
CREATE INDEX "products_archived" ON "products" USING btree ("id") WHERE "products"."archived_at" is not null;--> statement-breakpoint
CREATE INDEX "variants_archived" ON "variants" USING btree ("id") WHERE "variants"."archived_at" is not null;