-- The default fills the rows so far and is then dropped: from now on every writer declares what is confidential.
ALTER TABLE "audit_entries" ADD COLUMN "confidential" text[] DEFAULT '{}';--> statement-breakpoint
ALTER TABLE "audit_entries" ALTER COLUMN "confidential" DROP DEFAULT;--> statement-breakpoint
-- Old rows hide the fields that were hidden when they were read, which was by their names. The lock that comes with the
-- change of the trigger keeps other writers out until it is enabled again.
ALTER TABLE "audit_entries" DISABLE TRIGGER "audit_entries_are_append_only";--> statement-breakpoint
UPDATE "audit_entries" SET "confidential" = "hidden"."names" FROM (
  SELECT "audit_entries"."id", array_agg(DISTINCT "field"."name" #>> '{}') AS "names"
  FROM "audit_entries"
  CROSS JOIN LATERAL (VALUES ("before"), ("after")) AS "side"("fields")
  CROSS JOIN LATERAL jsonb_path_query("side"."fields", '$.** ? (@.type() == "object").keyvalue().key') AS "field"("name")
  WHERE "field"."name" #>> '{}' ~* 'cost|value|margin|supplier_?price|landed'
  GROUP BY 1
) AS "hidden"
WHERE "hidden"."id" = "audit_entries"."id";--> statement-breakpoint
ALTER TABLE "audit_entries" ENABLE TRIGGER "audit_entries_are_append_only";
