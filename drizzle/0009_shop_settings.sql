CREATE TABLE "shop_settings" (
	"is_only" boolean PRIMARY KEY DEFAULT true NOT NULL,
	"time_zone" text NOT NULL,
	"currency" text NOT NULL,
	CONSTRAINT "shop_settings_are_one_row" CHECK ("shop_settings"."is_only"),
	CONSTRAINT "shop_settings_currency_is_a_code" CHECK ("shop_settings"."currency" ~ '^[A-Z]{3}$')
);
--> statement-breakpoint
INSERT INTO "shop_settings" ("time_zone", "currency") VALUES ('Europe/Berlin', 'EUR');
