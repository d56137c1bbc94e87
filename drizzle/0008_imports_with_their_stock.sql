-- An import posts its stock in the transaction that brings its products in. What was stated until now and is not
-- posted yet becomes jobs. A worker of the release before that comes for the table later fails, and its job is retried.
LOCK TABLE "opening_stock" IN ACCESS EXCLUSIVE MODE;--> statement-breakpoint
INSERT INTO "outbox" ("kind", "name", "payload", "entity_ids", "request_id", "occurred_at")
SELECT 'job', 'imports.post-stated-stock',
  jsonb_build_object('importId', "import_id", 'lines', jsonb_agg(jsonb_build_object('variantId', "variant_id", 'row', "row", 'quantity', "quantity") ORDER BY "row", "variant_id")),
  array["import_id"], 'upgrade', now()
FROM (
  SELECT *, (row_number() OVER (PARTITION BY "import_id" ORDER BY "row", "variant_id") - 1) / 500 AS "part"
  FROM "opening_stock"
  WHERE NOT EXISTS (SELECT FROM "stock_movements" WHERE "stock_movements"."variant_id" = "opening_stock"."variant_id")
) AS "stated"
GROUP BY "import_id", "part"
ORDER BY "import_id", "part";--> statement-breakpoint
DROP TABLE "opening_stock";--> statement-breakpoint
ALTER TABLE "product_imports" ADD COLUMN "run_by" uuid;--> statement-breakpoint
ALTER TABLE "product_imports" ADD CONSTRAINT "product_imports_run_by_users_id_fk" FOREIGN KEY ("run_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;
-- The constraint product_imports_opening_bin_exists, which the schema now declares, was made by 0002.
