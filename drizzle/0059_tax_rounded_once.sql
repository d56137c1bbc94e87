ALTER TABLE "orders" ADD COLUMN "rounds_tax_once" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "shop_settings" ADD COLUMN "rounds_tax_once" boolean DEFAULT false NOT NULL;