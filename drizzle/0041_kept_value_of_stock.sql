CREATE TABLE "stock_values" (
	"warehouse_id" uuid NOT NULL,
	"variant_id" uuid NOT NULL,
	"on_hand" bigint NOT NULL,
	"cost" bigint,
	CONSTRAINT "stock_values_variant_id_warehouse_id_pk" PRIMARY KEY("variant_id","warehouse_id"),
	CONSTRAINT "stock_values_are_of_stock" CHECK ("stock_values"."on_hand" > 0),
	CONSTRAINT "stock_values_on_hand_is_exact" CHECK ("stock_values"."on_hand" between -9007199254740991 and 9007199254740991),
	CONSTRAINT "stock_values_cost_is_exact" CHECK ("stock_values"."cost" between -9007199254740991 and 9007199254740991)
);
--> statement-breakpoint
CREATE TABLE "warehouse_values" (
	"warehouse_id" uuid PRIMARY KEY NOT NULL,
	"value" numeric NOT NULL,
	"units" bigint NOT NULL,
	"without_cost" bigint NOT NULL,
	CONSTRAINT "warehouse_values_are_of_stock" CHECK ("warehouse_values"."value" >= 0 and "warehouse_values"."units" >= 0 and "warehouse_values"."without_cost" >= 0),
	CONSTRAINT "warehouse_values_units_is_exact" CHECK ("warehouse_values"."units" between -9007199254740991 and 9007199254740991),
	CONSTRAINT "warehouse_values_without_cost_is_exact" CHECK ("warehouse_values"."without_cost" between -9007199254740991 and 9007199254740991)
);
--> statement-breakpoint
ALTER TABLE "stock_values" ADD CONSTRAINT "stock_values_warehouse_id_locations_id_fk" FOREIGN KEY ("warehouse_id") REFERENCES "public"."locations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stock_values" ADD CONSTRAINT "stock_values_variant_id_variants_id_fk" FOREIGN KEY ("variant_id") REFERENCES "public"."variants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "warehouse_values" ADD CONSTRAINT "warehouse_values_warehouse_id_locations_id_fk" FOREIGN KEY ("warehouse_id") REFERENCES "public"."locations"("id") ON DELETE no action ON UPDATE no action;