CREATE TABLE "product_import_effects" (
	"import_id" uuid NOT NULL,
	"row" integer NOT NULL,
	"effect" text NOT NULL,
	"title" text NOT NULL,
	"sku" text NOT NULL,
	"matched_by" text,
	"fields" jsonb NOT NULL,
	CONSTRAINT "product_import_effects_import_id_row_pk" PRIMARY KEY("import_id","row"),
	CONSTRAINT "product_import_effects_fields_is_an_object" CHECK (jsonb_typeof("product_import_effects"."fields") = 'object'),
	CONSTRAINT "product_import_effects_effect_is_known" CHECK ("product_import_effects"."effect" in ('new', 'changed', 'same'))
);
--> statement-breakpoint
CREATE TABLE "product_import_mappings" (
	"header_key" text PRIMARY KEY NOT NULL,
	"mapping" jsonb NOT NULL,
	"updated_by" uuid,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "product_import_mappings_mapping_is_an_object" CHECK (jsonb_typeof("product_import_mappings"."mapping") = 'object')
);
--> statement-breakpoint
CREATE TABLE "product_import_notes" (
	"import_id" uuid NOT NULL,
	"phase" text NOT NULL,
	"kind" text NOT NULL,
	"column" text NOT NULL,
	"count" integer NOT NULL,
	"row" integer NOT NULL,
	"example" text NOT NULL,
	CONSTRAINT "product_import_notes_import_id_phase_kind_column_pk" PRIMARY KEY("import_id","phase","kind","column"),
	CONSTRAINT "product_import_notes_count_something" CHECK ("product_import_notes"."count" > 0)
);
--> statement-breakpoint
ALTER TABLE "product_import_problems" ADD COLUMN "cells" text[];--> statement-breakpoint
ALTER TABLE "product_imports" ADD COLUMN "rows_new" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "product_imports" ADD COLUMN "rows_changed" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "product_imports" ADD COLUMN "rows_same" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "product_import_effects" ADD CONSTRAINT "product_import_effects_import_id_product_imports_id_fk" FOREIGN KEY ("import_id") REFERENCES "public"."product_imports"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "product_import_mappings" ADD CONSTRAINT "product_import_mappings_updated_by_users_id_fk" FOREIGN KEY ("updated_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "product_import_notes" ADD CONSTRAINT "product_import_notes_import_id_product_imports_id_fk" FOREIGN KEY ("import_id") REFERENCES "public"."product_imports"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "product_import_effects_by_effect" ON "product_import_effects" USING btree ("import_id","effect","row");