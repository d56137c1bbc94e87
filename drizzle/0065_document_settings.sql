ALTER TABLE "shop_settings" ADD COLUMN "iban" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "shop_settings" ADD COLUMN "bic" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "shop_settings" ADD COLUMN "document_footer" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "shop_settings" ADD COLUMN "document_language" text DEFAULT 'en' NOT NULL;--> statement-breakpoint
-- One row.
-- squawk-ignore constraint-missing-not-valid
ALTER TABLE "shop_settings" ADD CONSTRAINT "shop_settings_document_language_is_known" CHECK ("shop_settings"."document_language" in ('en', 'de'));