ALTER TABLE "product_imports" ADD COLUMN "run_by_key" uuid;--> statement-breakpoint
-- One row for each file that was imported, all of them without a key.
-- squawk-ignore adding-foreign-key-constraint, constraint-missing-not-valid
ALTER TABLE "product_imports" ADD CONSTRAINT "product_imports_run_by_key_api_keys_id_fk" FOREIGN KEY ("run_by_key") REFERENCES "public"."api_keys"("id") ON DELETE no action ON UPDATE no action;