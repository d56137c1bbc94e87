CREATE TABLE "barcodes" (
	"code" text PRIMARY KEY NOT NULL,
	"variant_id" uuid NOT NULL,
	"pack_id" uuid,
	"kind" text NOT NULL,
	CONSTRAINT "barcodes_kind_is_known" CHECK ("barcodes"."kind" in ('gtin', 'internal')),
	CONSTRAINT "barcodes_gtin_is_digits" CHECK ("barcodes"."kind" <> 'gtin' or "barcodes"."code" ~ '^([0-9]{8}|[0-9]{12,14})$')
);
--> statement-breakpoint
CREATE TABLE "categories" (
	"id" uuid PRIMARY KEY NOT NULL,
	"parent_id" uuid,
	"name" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "opening_stock" (
	"import_id" uuid NOT NULL,
	"variant_id" uuid NOT NULL,
	"row" integer NOT NULL,
	"quantity" bigint NOT NULL,
	CONSTRAINT "opening_stock_import_id_variant_id_pk" PRIMARY KEY("import_id","variant_id"),
	CONSTRAINT "opening_stock_is_positive" CHECK ("opening_stock"."quantity" > 0),
	CONSTRAINT "opening_stock_quantity_is_exact" CHECK ("opening_stock"."quantity" between -9007199254740991 and 9007199254740991)
);
--> statement-breakpoint
CREATE TABLE "packs" (
	"id" uuid PRIMARY KEY NOT NULL,
	"variant_id" uuid NOT NULL,
	"name" text NOT NULL,
	"numerator" bigint NOT NULL,
	"denominator" bigint NOT NULL,
	CONSTRAINT "packs_hold_something" CHECK ("packs"."numerator" > 0 and "packs"."denominator" > 0),
	CONSTRAINT "packs_numerator_is_exact" CHECK ("packs"."numerator" between -9007199254740991 and 9007199254740991),
	CONSTRAINT "packs_denominator_is_exact" CHECK ("packs"."denominator" between -9007199254740991 and 9007199254740991)
);
--> statement-breakpoint
CREATE TABLE "product_import_codes" (
	"import_id" uuid NOT NULL,
	"code" text NOT NULL,
	"owner" text NOT NULL,
	"row" integer NOT NULL,
	CONSTRAINT "product_import_codes_import_id_code_pk" PRIMARY KEY("import_id","code")
);
--> statement-breakpoint
CREATE TABLE "product_import_problems" (
	"import_id" uuid NOT NULL,
	"phase" text NOT NULL,
	"row" integer NOT NULL,
	"column" text NOT NULL,
	"value" text NOT NULL,
	"reason" text NOT NULL,
	"row_skipped" boolean NOT NULL,
	CONSTRAINT "product_import_problems_import_id_phase_row_column_pk" PRIMARY KEY("import_id","phase","row","column")
);
--> statement-breakpoint
CREATE TABLE "product_imports" (
	"id" uuid PRIMARY KEY NOT NULL,
	"file_key" text NOT NULL,
	"file_name" text NOT NULL,
	"status" text NOT NULL,
	"format" jsonb NOT NULL,
	"opening_bin_id" uuid,
	"rows_total" integer DEFAULT 0 NOT NULL,
	"rows_checked" integer DEFAULT 0 NOT NULL,
	"rows_done" integer DEFAULT 0 NOT NULL,
	"rows_skipped" integer DEFAULT 0 NOT NULL,
	"products_created" integer DEFAULT 0 NOT NULL,
	"products_updated" integer DEFAULT 0 NOT NULL,
	"products_unchanged" integer DEFAULT 0 NOT NULL,
	"problem_count" integer DEFAULT 0 NOT NULL,
	"failure" text,
	"created_by" uuid NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"finished_at" timestamp (3) with time zone,
	CONSTRAINT "product_imports_format_is_an_object" CHECK (jsonb_typeof("product_imports"."format") = 'object'),
	CONSTRAINT "product_imports_never_run_ahead" CHECK (0 <= "product_imports"."rows_done" and "product_imports"."rows_done" <= "product_imports"."rows_total" and 0 <= "product_imports"."rows_checked" and "product_imports"."rows_checked" <= "product_imports"."rows_total"),
	CONSTRAINT "product_imports_status_is_known" CHECK ("product_imports"."status" in ('uploaded', 'checking', 'checked', 'applying', 'applied', 'failed'))
);
--> statement-breakpoint
CREATE TABLE "products" (
	"id" uuid PRIMARY KEY NOT NULL,
	"handle" text NOT NULL,
	"title" text NOT NULL,
	"description" text DEFAULT '' NOT NULL,
	"vendor" text DEFAULT '' NOT NULL,
	"category_id" uuid,
	"option_names" text[] DEFAULT '{}' NOT NULL,
	"search_text" text DEFAULT '' NOT NULL,
	"lowest_price" bigint DEFAULT 0 NOT NULL,
	"archived_at" timestamp (3) with time zone,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "products_have_at_most_three_options" CHECK (cardinality("products"."option_names") <= 3),
	CONSTRAINT "products_title_is_given" CHECK (length(trim("products"."title")) > 0),
	CONSTRAINT "products_lowest_price_is_exact" CHECK ("products"."lowest_price" between -9007199254740991 and 9007199254740991)
);
--> statement-breakpoint
CREATE TABLE "variants" (
	"id" uuid PRIMARY KEY NOT NULL,
	"product_id" uuid NOT NULL,
	"sku" text NOT NULL,
	"option_values" text[] DEFAULT '{}' NOT NULL,
	"position" integer NOT NULL,
	"price" bigint NOT NULL,
	"currency" text NOT NULL,
	"cost" bigint,
	"unit" text DEFAULT 'each' NOT NULL,
	"archived_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "variants_sku_is_given" CHECK (length(trim("variants"."sku")) > 0),
	CONSTRAINT "variants_price_is_not_negative" CHECK ("variants"."price" >= 0),
	CONSTRAINT "variants_cost_is_not_negative" CHECK ("variants"."cost" >= 0),
	CONSTRAINT "variants_unit_is_known" CHECK ("variants"."unit" in ('each', 'g', 'ml', 'mm')),
	CONSTRAINT "variants_price_is_exact" CHECK ("variants"."price" between -9007199254740991 and 9007199254740991),
	CONSTRAINT "variants_cost_is_exact" CHECK ("variants"."cost" between -9007199254740991 and 9007199254740991)
);
--> statement-breakpoint
CREATE TABLE "locations" (
	"id" uuid PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"parent_id" uuid,
	"warehouse_id" uuid,
	"code" text NOT NULL,
	"name" text NOT NULL,
	"archived_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "locations_with_their_warehouse" UNIQUE("id","warehouse_id"),
	CONSTRAINT "locations_stand_in_a_warehouse" CHECK (("locations"."kind" in ('warehouse', 'zone', 'bin')) = ("locations"."warehouse_id" is not null)),
	CONSTRAINT "locations_warehouse_is_its_own" CHECK ("locations"."kind" <> 'warehouse' or ("locations"."warehouse_id" = "locations"."id" and "locations"."parent_id" is null)),
	CONSTRAINT "locations_parts_have_a_parent" CHECK (("locations"."kind" in ('zone', 'bin')) = ("locations"."parent_id" is not null)),
	CONSTRAINT "locations_kind_is_known" CHECK ("locations"."kind" in ('warehouse', 'zone', 'bin', 'supplier', 'customer', 'adjustment', 'scrap', 'transit'))
);
--> statement-breakpoint
CREATE TABLE "lots" (
	"id" uuid PRIMARY KEY NOT NULL,
	"variant_id" uuid NOT NULL,
	"code" text NOT NULL,
	"expires_on" date,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "lots_with_their_variant" UNIQUE("id","variant_id")
);
--> statement-breakpoint
CREATE TABLE "reorder_points" (
	"warehouse_id" uuid NOT NULL,
	"variant_id" uuid NOT NULL,
	"quantity" bigint NOT NULL,
	CONSTRAINT "reorder_points_warehouse_id_variant_id_pk" PRIMARY KEY("warehouse_id","variant_id"),
	CONSTRAINT "reorder_points_are_not_negative" CHECK ("reorder_points"."quantity" >= 0),
	CONSTRAINT "reorder_points_quantity_is_exact" CHECK ("reorder_points"."quantity" between -9007199254740991 and 9007199254740991)
);
--> statement-breakpoint
CREATE TABLE "stock_availability" (
	"warehouse_id" uuid NOT NULL,
	"variant_id" uuid NOT NULL,
	"on_hand" bigint DEFAULT 0 NOT NULL,
	"reserved" bigint DEFAULT 0 NOT NULL,
	"backordered" bigint DEFAULT 0 NOT NULL,
	"version" bigint DEFAULT 1 NOT NULL,
	CONSTRAINT "stock_availability_warehouse_id_variant_id_pk" PRIMARY KEY("warehouse_id","variant_id"),
	CONSTRAINT "stock_availability_never_oversold" CHECK (0 <= "stock_availability"."reserved" and "stock_availability"."reserved" <= "stock_availability"."on_hand"),
	CONSTRAINT "stock_availability_backorder_is_not_negative" CHECK ("stock_availability"."backordered" >= 0),
	CONSTRAINT "stock_availability_on_hand_is_exact" CHECK ("stock_availability"."on_hand" between -9007199254740991 and 9007199254740991),
	CONSTRAINT "stock_availability_reserved_is_exact" CHECK ("stock_availability"."reserved" between -9007199254740991 and 9007199254740991),
	CONSTRAINT "stock_availability_backordered_is_exact" CHECK ("stock_availability"."backordered" between -9007199254740991 and 9007199254740991)
);
--> statement-breakpoint
CREATE TABLE "stock_balances" (
	"location_id" uuid NOT NULL,
	"variant_id" uuid NOT NULL,
	"lot_id" uuid,
	"warehouse_id" uuid NOT NULL,
	"on_hand" bigint NOT NULL,
	"allocated" bigint DEFAULT 0 NOT NULL,
	"version" bigint DEFAULT 1 NOT NULL,
	CONSTRAINT "stock_balances_one_row_for_each_place" UNIQUE NULLS NOT DISTINCT("location_id","variant_id","lot_id"),
	CONSTRAINT "stock_balances_never_below_zero" CHECK ("stock_balances"."on_hand" >= 0),
	CONSTRAINT "stock_balances_never_overallocated" CHECK (0 <= "stock_balances"."allocated" and "stock_balances"."allocated" <= "stock_balances"."on_hand"),
	CONSTRAINT "stock_balances_on_hand_is_exact" CHECK ("stock_balances"."on_hand" between -9007199254740991 and 9007199254740991),
	CONSTRAINT "stock_balances_allocated_is_exact" CHECK ("stock_balances"."allocated" between -9007199254740991 and 9007199254740991)
);
--> statement-breakpoint
CREATE TABLE "stock_movements" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "stock_movements_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"transaction_id" uuid NOT NULL,
	"variant_id" uuid NOT NULL,
	"lot_id" uuid,
	"from_location_id" uuid NOT NULL,
	"to_location_id" uuid NOT NULL,
	"quantity" bigint NOT NULL,
	"unit_cost" bigint,
	CONSTRAINT "stock_movements_quantity_is_positive" CHECK ("stock_movements"."quantity" > 0),
	CONSTRAINT "stock_movements_go_somewhere" CHECK ("stock_movements"."from_location_id" <> "stock_movements"."to_location_id"),
	CONSTRAINT "stock_movements_quantity_is_exact" CHECK ("stock_movements"."quantity" between -9007199254740991 and 9007199254740991),
	CONSTRAINT "stock_movements_unit_cost_is_exact" CHECK ("stock_movements"."unit_cost" between -9007199254740991 and 9007199254740991)
);
--> statement-breakpoint
CREATE TABLE "stock_reservations" (
	"line_id" uuid PRIMARY KEY NOT NULL,
	"document_id" uuid NOT NULL,
	"warehouse_id" uuid NOT NULL,
	"variant_id" uuid NOT NULL,
	"quantity" bigint NOT NULL,
	"status" text NOT NULL,
	"expires_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "stock_reservations_active_ones_hold_something" CHECK (("stock_reservations"."status" = 'active') = ("stock_reservations"."quantity" > 0) and "stock_reservations"."quantity" >= 0),
	CONSTRAINT "stock_reservations_status_is_known" CHECK ("stock_reservations"."status" in ('active', 'consumed', 'released', 'expired')),
	CONSTRAINT "stock_reservations_quantity_is_exact" CHECK ("stock_reservations"."quantity" between -9007199254740991 and 9007199254740991)
);
--> statement-breakpoint
CREATE TABLE "stock_transactions" (
	"id" uuid PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"occurred_at" timestamp (3) with time zone NOT NULL,
	"recorded_at" timestamp (3) with time zone NOT NULL,
	"actor_id" uuid NOT NULL,
	"reason" text,
	"note" text DEFAULT '' NOT NULL,
	"document_kind" text,
	"document_id" uuid,
	"document_label" text,
	"posting_key" text NOT NULL,
	"reverses_id" uuid,
	CONSTRAINT "stock_transactions_adjustments_have_a_reason" CHECK ("stock_transactions"."kind" <> 'adjust' or "stock_transactions"."reason" is not null),
	CONSTRAINT "stock_transactions_reversals_name_what_they_reverse" CHECK (("stock_transactions"."kind" = 'reverse') = ("stock_transactions"."reverses_id" is not null))
);
--> statement-breakpoint
CREATE TABLE "customers" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"email" text DEFAULT '' NOT NULL,
	"phone" text DEFAULT '' NOT NULL,
	"address" text DEFAULT '' NOT NULL,
	"country" text DEFAULT '' NOT NULL,
	"note" text DEFAULT '' NOT NULL,
	"search_text" text DEFAULT '' NOT NULL,
	"archived_at" timestamp (3) with time zone,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "customers_name_is_given" CHECK (length(trim("customers"."name")) > 0)
);
--> statement-breakpoint
CREATE TABLE "number_series" (
	"name" text PRIMARY KEY NOT NULL,
	"next" bigint NOT NULL,
	CONSTRAINT "number_series_next_is_exact" CHECK ("number_series"."next" between -9007199254740991 and 9007199254740991)
);
--> statement-breakpoint
CREATE TABLE "order_lines" (
	"id" uuid PRIMARY KEY NOT NULL,
	"order_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"variant_id" uuid NOT NULL,
	"quantity" bigint NOT NULL,
	"shipped" bigint DEFAULT 0 NOT NULL,
	"cancelled" bigint DEFAULT 0 NOT NULL,
	"unit_price" bigint NOT NULL,
	"discount_rate" bigint NOT NULL,
	"tax_rate" bigint NOT NULL,
	"net_total" bigint NOT NULL,
	"tax_total" bigint NOT NULL,
	CONSTRAINT "order_lines_position_is_taken" UNIQUE("order_id","position"),
	CONSTRAINT "order_lines_ask_for_something" CHECK ("order_lines"."quantity" > 0),
	CONSTRAINT "order_lines_never_overshipped" CHECK (0 <= "order_lines"."shipped" and 0 <= "order_lines"."cancelled" and "order_lines"."shipped" + "order_lines"."cancelled" <= "order_lines"."quantity"),
	CONSTRAINT "order_lines_rates_are_parts_of_a_whole" CHECK ("order_lines"."discount_rate" between 0 and 1000000 and "order_lines"."tax_rate" between 0 and 1000000),
	CONSTRAINT "order_lines_price_is_not_negative" CHECK ("order_lines"."unit_price" >= 0),
	CONSTRAINT "order_lines_quantity_is_exact" CHECK ("order_lines"."quantity" between -9007199254740991 and 9007199254740991),
	CONSTRAINT "order_lines_unit_price_is_exact" CHECK ("order_lines"."unit_price" between -9007199254740991 and 9007199254740991),
	CONSTRAINT "order_lines_net_total_is_exact" CHECK ("order_lines"."net_total" between -9007199254740991 and 9007199254740991),
	CONSTRAINT "order_lines_tax_total_is_exact" CHECK ("order_lines"."tax_total" between -9007199254740991 and 9007199254740991)
);
--> statement-breakpoint
CREATE TABLE "orders" (
	"id" uuid PRIMARY KEY NOT NULL,
	"number" bigint NOT NULL,
	"customer_id" uuid NOT NULL,
	"warehouse_id" uuid NOT NULL,
	"status" text NOT NULL,
	"hold_reason" text,
	"note" text DEFAULT '' NOT NULL,
	"currency" text NOT NULL,
	"net_total" bigint NOT NULL,
	"tax_total" bigint NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"placed_by" uuid NOT NULL,
	"placed_at" timestamp (3) with time zone NOT NULL,
	"confirmed_at" timestamp (3) with time zone,
	"completed_at" timestamp (3) with time zone,
	"cancelled_at" timestamp (3) with time zone,
	CONSTRAINT "orders_status_is_known" CHECK ("orders"."status" in ('draft', 'confirmed', 'on_hold', 'completed', 'cancelled')),
	CONSTRAINT "orders_on_hold_say_why" CHECK (("orders"."status" = 'on_hold') = ("orders"."hold_reason" is not null)),
	CONSTRAINT "orders_number_is_exact" CHECK ("orders"."number" between -9007199254740991 and 9007199254740991),
	CONSTRAINT "orders_net_total_is_exact" CHECK ("orders"."net_total" between -9007199254740991 and 9007199254740991),
	CONSTRAINT "orders_tax_total_is_exact" CHECK ("orders"."tax_total" between -9007199254740991 and 9007199254740991)
);
--> statement-breakpoint
CREATE TABLE "shipment_lines" (
	"id" uuid PRIMARY KEY NOT NULL,
	"shipment_id" uuid NOT NULL,
	"order_line_id" uuid NOT NULL,
	"location_id" uuid NOT NULL,
	"lot_id" uuid,
	"quantity" bigint NOT NULL,
	CONSTRAINT "shipment_lines_carry_something" CHECK ("shipment_lines"."quantity" > 0),
	CONSTRAINT "shipment_lines_quantity_is_exact" CHECK ("shipment_lines"."quantity" between -9007199254740991 and 9007199254740991)
);
--> statement-breakpoint
CREATE TABLE "shipments" (
	"id" uuid PRIMARY KEY NOT NULL,
	"order_id" uuid NOT NULL,
	"sequence" integer NOT NULL,
	"tracking" text DEFAULT '' NOT NULL,
	"shipped_by" uuid NOT NULL,
	"shipped_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "shipments_sequence_is_taken" UNIQUE("order_id","sequence")
);
--> statement-breakpoint
CREATE TABLE "one_time_links" (
	"id" uuid PRIMARY KEY NOT NULL,
	"purpose" text NOT NULL,
	"user_id" uuid,
	"token_digest" text NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"used_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "one_time_links_name_their_user" CHECK (("one_time_links"."purpose" = 'first-administrator') = ("one_time_links"."user_id" is null))
);
--> statement-breakpoint
CREATE TABLE "sessions" (
	"id" uuid PRIMARY KEY NOT NULL,
	"user_id" uuid NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"last_seen_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"ended_at" timestamp (3) with time zone,
	"user_agent" text DEFAULT '' NOT NULL,
	"address" text DEFAULT '' NOT NULL
);
--> statement-breakpoint
CREATE TABLE "users" (
	"id" uuid PRIMARY KEY NOT NULL,
	"email" text NOT NULL,
	"name" text NOT NULL,
	"role" text NOT NULL,
	"all_warehouses" boolean DEFAULT true NOT NULL,
	"status" text NOT NULL,
	"password_hash" text,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"last_sign_in_at" timestamp (3) with time zone,
	CONSTRAINT "users_role_is_known" CHECK ("users"."role" in ('admin', 'manager', 'staff')),
	CONSTRAINT "users_status_is_known" CHECK ("users"."status" in ('invited', 'active', 'disabled', 'system')),
	CONSTRAINT "users_active_people_have_a_password" CHECK ("users"."status" <> 'active' or "users"."password_hash" is not null)
);
--> statement-breakpoint
CREATE TABLE "warehouse_grants" (
	"user_id" uuid NOT NULL,
	"warehouse_id" uuid NOT NULL,
	CONSTRAINT "warehouse_grants_user_id_warehouse_id_pk" PRIMARY KEY("user_id","warehouse_id")
);
--> statement-breakpoint
CREATE TABLE "audit_entries" (
	"id" uuid PRIMARY KEY NOT NULL,
	"occurred_at" timestamp with time zone NOT NULL,
	"actor_id" uuid,
	"action" text NOT NULL,
	"entity" text NOT NULL,
	"entity_id" uuid NOT NULL,
	"label" text NOT NULL,
	"before" jsonb,
	"after" jsonb,
	"request_id" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "idempotency_keys" (
	"actor_id" uuid NOT NULL,
	"key" text NOT NULL,
	"request_digest" text NOT NULL,
	"answer" text,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "idempotency_keys_actor_id_key_pk" PRIMARY KEY("actor_id","key")
);
--> statement-breakpoint
CREATE TABLE "claims" (
	"handler" text NOT NULL,
	"outbox_id" bigint NOT NULL,
	"claimed_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "outbox" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"name" text NOT NULL,
	"payload" jsonb NOT NULL,
	"entity_ids" uuid[] NOT NULL,
	"request_id" text NOT NULL,
	"occurred_at" timestamp with time zone NOT NULL,
	"position" bigint,
	"published_at" timestamp with time zone,
	CONSTRAINT "outbox_kind_is_event_or_job" CHECK ("outbox"."kind" in ('event', 'job')),
	CONSTRAINT "outbox_payload_is_an_object" CHECK (jsonb_typeof("outbox"."payload") = 'object')
);
--> statement-breakpoint
ALTER TABLE "barcodes" ADD CONSTRAINT "barcodes_variant_id_variants_id_fk" FOREIGN KEY ("variant_id") REFERENCES "public"."variants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "barcodes" ADD CONSTRAINT "barcodes_pack_id_packs_id_fk" FOREIGN KEY ("pack_id") REFERENCES "public"."packs"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "categories" ADD CONSTRAINT "categories_parent_id_categories_id_fk" FOREIGN KEY ("parent_id") REFERENCES "public"."categories"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "opening_stock" ADD CONSTRAINT "opening_stock_import_id_product_imports_id_fk" FOREIGN KEY ("import_id") REFERENCES "public"."product_imports"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "opening_stock" ADD CONSTRAINT "opening_stock_variant_id_variants_id_fk" FOREIGN KEY ("variant_id") REFERENCES "public"."variants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "packs" ADD CONSTRAINT "packs_variant_id_variants_id_fk" FOREIGN KEY ("variant_id") REFERENCES "public"."variants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "product_import_codes" ADD CONSTRAINT "product_import_codes_import_id_product_imports_id_fk" FOREIGN KEY ("import_id") REFERENCES "public"."product_imports"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "product_import_problems" ADD CONSTRAINT "product_import_problems_import_id_product_imports_id_fk" FOREIGN KEY ("import_id") REFERENCES "public"."product_imports"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "product_imports" ADD CONSTRAINT "product_imports_created_by_users_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "products" ADD CONSTRAINT "products_category_id_categories_id_fk" FOREIGN KEY ("category_id") REFERENCES "public"."categories"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "variants" ADD CONSTRAINT "variants_product_id_products_id_fk" FOREIGN KEY ("product_id") REFERENCES "public"."products"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "locations" ADD CONSTRAINT "locations_parent_id_locations_id_fk" FOREIGN KEY ("parent_id") REFERENCES "public"."locations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "locations" ADD CONSTRAINT "locations_warehouse_id_locations_id_fk" FOREIGN KEY ("warehouse_id") REFERENCES "public"."locations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "lots" ADD CONSTRAINT "lots_variant_id_variants_id_fk" FOREIGN KEY ("variant_id") REFERENCES "public"."variants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reorder_points" ADD CONSTRAINT "reorder_points_warehouse_id_locations_id_fk" FOREIGN KEY ("warehouse_id") REFERENCES "public"."locations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reorder_points" ADD CONSTRAINT "reorder_points_variant_id_variants_id_fk" FOREIGN KEY ("variant_id") REFERENCES "public"."variants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stock_availability" ADD CONSTRAINT "stock_availability_warehouse_id_locations_id_fk" FOREIGN KEY ("warehouse_id") REFERENCES "public"."locations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stock_availability" ADD CONSTRAINT "stock_availability_variant_id_variants_id_fk" FOREIGN KEY ("variant_id") REFERENCES "public"."variants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stock_balances" ADD CONSTRAINT "stock_balances_location_id_locations_id_fk" FOREIGN KEY ("location_id") REFERENCES "public"."locations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stock_balances" ADD CONSTRAINT "stock_balances_variant_id_variants_id_fk" FOREIGN KEY ("variant_id") REFERENCES "public"."variants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stock_balances" ADD CONSTRAINT "stock_balances_lot_id_lots_id_fk" FOREIGN KEY ("lot_id") REFERENCES "public"."lots"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stock_balances" ADD CONSTRAINT "stock_balances_warehouse_id_locations_id_fk" FOREIGN KEY ("warehouse_id") REFERENCES "public"."locations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stock_movements" ADD CONSTRAINT "stock_movements_transaction_id_stock_transactions_id_fk" FOREIGN KEY ("transaction_id") REFERENCES "public"."stock_transactions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stock_movements" ADD CONSTRAINT "stock_movements_variant_id_variants_id_fk" FOREIGN KEY ("variant_id") REFERENCES "public"."variants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stock_movements" ADD CONSTRAINT "stock_movements_lot_id_lots_id_fk" FOREIGN KEY ("lot_id") REFERENCES "public"."lots"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stock_movements" ADD CONSTRAINT "stock_movements_from_location_id_locations_id_fk" FOREIGN KEY ("from_location_id") REFERENCES "public"."locations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stock_movements" ADD CONSTRAINT "stock_movements_to_location_id_locations_id_fk" FOREIGN KEY ("to_location_id") REFERENCES "public"."locations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stock_transactions" ADD CONSTRAINT "stock_transactions_actor_id_users_id_fk" FOREIGN KEY ("actor_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stock_transactions" ADD CONSTRAINT "stock_transactions_reverses_id_stock_transactions_id_fk" FOREIGN KEY ("reverses_id") REFERENCES "public"."stock_transactions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "order_lines" ADD CONSTRAINT "order_lines_order_id_orders_id_fk" FOREIGN KEY ("order_id") REFERENCES "public"."orders"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "order_lines" ADD CONSTRAINT "order_lines_variant_id_variants_id_fk" FOREIGN KEY ("variant_id") REFERENCES "public"."variants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "orders" ADD CONSTRAINT "orders_customer_id_customers_id_fk" FOREIGN KEY ("customer_id") REFERENCES "public"."customers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "orders" ADD CONSTRAINT "orders_warehouse_id_locations_id_fk" FOREIGN KEY ("warehouse_id") REFERENCES "public"."locations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "orders" ADD CONSTRAINT "orders_placed_by_users_id_fk" FOREIGN KEY ("placed_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "shipment_lines" ADD CONSTRAINT "shipment_lines_shipment_id_shipments_id_fk" FOREIGN KEY ("shipment_id") REFERENCES "public"."shipments"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "shipment_lines" ADD CONSTRAINT "shipment_lines_order_line_id_order_lines_id_fk" FOREIGN KEY ("order_line_id") REFERENCES "public"."order_lines"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "shipment_lines" ADD CONSTRAINT "shipment_lines_location_id_locations_id_fk" FOREIGN KEY ("location_id") REFERENCES "public"."locations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "shipment_lines" ADD CONSTRAINT "shipment_lines_lot_id_lots_id_fk" FOREIGN KEY ("lot_id") REFERENCES "public"."lots"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "shipments" ADD CONSTRAINT "shipments_order_id_orders_id_fk" FOREIGN KEY ("order_id") REFERENCES "public"."orders"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "shipments" ADD CONSTRAINT "shipments_shipped_by_users_id_fk" FOREIGN KEY ("shipped_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "one_time_links" ADD CONSTRAINT "one_time_links_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "warehouse_grants" ADD CONSTRAINT "warehouse_grants_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "barcodes_of_variant" ON "barcodes" USING btree ("variant_id");--> statement-breakpoint
CREATE UNIQUE INDEX "categories_name_is_taken_here" ON "categories" USING btree (coalesce("parent_id", '00000000-0000-0000-0000-000000000000'::uuid),lower("name"));--> statement-breakpoint
CREATE UNIQUE INDEX "packs_name_is_taken_for_the_variant" ON "packs" USING btree ("variant_id",lower("name"));--> statement-breakpoint
CREATE INDEX "product_imports_by_age" ON "product_imports" USING btree ("created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "products_handle_is_taken" ON "products" USING btree (lower("handle"));--> statement-breakpoint
CREATE INDEX "products_by_title" ON "products" USING btree (lower("title"),"id");--> statement-breakpoint
CREATE INDEX "products_by_price" ON "products" USING btree ("lowest_price","id");--> statement-breakpoint
CREATE INDEX "products_by_vendor" ON "products" USING btree ("vendor");--> statement-breakpoint
CREATE INDEX "products_by_update" ON "products" USING btree ("updated_at","id");--> statement-breakpoint
CREATE INDEX "products_of_category" ON "products" USING btree ("category_id");--> statement-breakpoint
CREATE INDEX "products_by_search_text" ON "products" USING gin ("search_text" gin_trgm_ops);--> statement-breakpoint
CREATE UNIQUE INDEX "variants_sku_is_taken" ON "variants" USING btree (lower("sku"));--> statement-breakpoint
CREATE UNIQUE INDEX "variants_choice_is_taken" ON "variants" USING btree ("product_id","option_values") WHERE "variants"."archived_at" is null;--> statement-breakpoint
CREATE INDEX "variants_of_product" ON "variants" USING btree ("product_id","position");--> statement-breakpoint
CREATE UNIQUE INDEX "locations_code_is_taken_here" ON "locations" USING btree ("warehouse_id",lower("code")) WHERE "locations"."kind" in ('zone', 'bin');--> statement-breakpoint
CREATE UNIQUE INDEX "locations_warehouse_code_is_taken" ON "locations" USING btree (lower("code")) WHERE "locations"."kind" not in ('zone', 'bin');--> statement-breakpoint
CREATE INDEX "locations_of_warehouse" ON "locations" USING btree ("warehouse_id","code");--> statement-breakpoint
CREATE UNIQUE INDEX "lots_code_is_taken_for_the_variant" ON "lots" USING btree ("variant_id",lower("code"));--> statement-breakpoint
CREATE INDEX "stock_availability_of_variant" ON "stock_availability" USING btree ("variant_id");--> statement-breakpoint
CREATE INDEX "stock_balances_of_variant" ON "stock_balances" USING btree ("variant_id","warehouse_id");--> statement-breakpoint
CREATE INDEX "stock_movements_of_variant" ON "stock_movements" USING btree ("variant_id","id");--> statement-breakpoint
CREATE INDEX "stock_movements_of_transaction" ON "stock_movements" USING btree ("transaction_id");--> statement-breakpoint
CREATE INDEX "stock_reservations_of_document" ON "stock_reservations" USING btree ("document_id");--> statement-breakpoint
CREATE INDEX "stock_reservations_active" ON "stock_reservations" USING btree ("warehouse_id","variant_id") WHERE "stock_reservations"."status" = 'active';--> statement-breakpoint
CREATE UNIQUE INDEX "stock_transactions_post_once" ON "stock_transactions" USING btree ("posting_key");--> statement-breakpoint
CREATE UNIQUE INDEX "stock_transactions_reverse_once" ON "stock_transactions" USING btree ("reverses_id");--> statement-breakpoint
CREATE INDEX "stock_transactions_of_document" ON "stock_transactions" USING btree ("document_id");--> statement-breakpoint
CREATE INDEX "stock_transactions_by_time" ON "stock_transactions" USING btree ("recorded_at");--> statement-breakpoint
CREATE INDEX "customers_by_name" ON "customers" USING btree ("name","id");--> statement-breakpoint
CREATE INDEX "customers_by_search_text" ON "customers" USING gin ("search_text" gin_trgm_ops);--> statement-breakpoint
CREATE INDEX "order_lines_of_variant" ON "order_lines" USING btree ("variant_id");--> statement-breakpoint
CREATE UNIQUE INDEX "orders_number_is_single" ON "orders" USING btree ("number");--> statement-breakpoint
CREATE INDEX "orders_by_status" ON "orders" USING btree ("status","id");--> statement-breakpoint
CREATE INDEX "orders_of_customer" ON "orders" USING btree ("customer_id","id");--> statement-breakpoint
CREATE INDEX "orders_by_time" ON "orders" USING btree ("placed_at","id");--> statement-breakpoint
CREATE INDEX "orders_of_warehouse" ON "orders" USING btree ("warehouse_id","id");--> statement-breakpoint
CREATE INDEX "orders_by_total" ON "orders" USING btree (("net_total" + "tax_total"),"id");--> statement-breakpoint
CREATE INDEX "shipment_lines_of_shipment" ON "shipment_lines" USING btree ("shipment_id");--> statement-breakpoint
CREATE INDEX "shipment_lines_of_order_line" ON "shipment_lines" USING btree ("order_line_id");--> statement-breakpoint
CREATE INDEX "shipments_by_time" ON "shipments" USING btree ("shipped_at");--> statement-breakpoint
CREATE UNIQUE INDEX "one_time_links_token_is_single" ON "one_time_links" USING btree ("token_digest");--> statement-breakpoint
CREATE INDEX "one_time_links_of_user" ON "one_time_links" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "sessions_of_user" ON "sessions" USING btree ("user_id","created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "users_email_is_taken" ON "users" USING btree (lower("email"));--> statement-breakpoint
CREATE INDEX "audit_entries_of_entity" ON "audit_entries" USING btree ("entity_id","id");--> statement-breakpoint
CREATE INDEX "audit_entries_of_actor" ON "audit_entries" USING btree ("actor_id","id");--> statement-breakpoint
CREATE INDEX "idempotency_keys_by_age" ON "idempotency_keys" USING btree ("created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "claims_each_handler_once" ON "claims" USING btree ("handler","outbox_id");--> statement-breakpoint
CREATE UNIQUE INDEX "outbox_position_is_given_once" ON "outbox" USING btree ("position");--> statement-breakpoint
CREATE INDEX "outbox_unpublished" ON "outbox" USING btree ("id") WHERE "outbox"."position" is null;