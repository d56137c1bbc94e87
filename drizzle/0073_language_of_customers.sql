ALTER TABLE "customers" ADD COLUMN "language" text;--> statement-breakpoint
-- A new column of some thousand customers: one pass over short rows.
-- squawk-ignore constraint-missing-not-valid
ALTER TABLE "customers" ADD CONSTRAINT "customers_language_is_known" CHECK ("customers"."language" in ('en', 'de'));
