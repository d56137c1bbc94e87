ALTER TABLE "tax_categories" ADD COLUMN "reason_code" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "customers" ADD COLUMN "tax_exempt_code" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "locations" ADD COLUMN "country" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "locations" ADD COLUMN "postcode" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "shop_settings" ADD COLUMN "registration_number" text DEFAULT '' NOT NULL;--> statement-breakpoint
-- Some dozen rows.
-- squawk-ignore constraint-missing-not-valid
ALTER TABLE "tax_categories" ADD CONSTRAINT "tax_categories_reason_code_is_of_vatex" CHECK ("tax_categories"."reason_code" ~ '^(VATEX-[A-Z0-9-]{2,30})?$');--> statement-breakpoint
-- A new column of some thousand customers: one pass over short rows.
-- squawk-ignore constraint-missing-not-valid
ALTER TABLE "customers" ADD CONSTRAINT "customers_exempt_code_is_of_vatex" CHECK ("customers"."tax_exempt_code" ~ '^(VATEX-[A-Z0-9-]{2,30})?$');--> statement-breakpoint
-- New columns of some thousand bins: one pass over short rows.
-- squawk-ignore constraint-missing-not-valid
ALTER TABLE "locations" ADD CONSTRAINT "locations_ship_from_a_country" CHECK ("locations"."country" ~ '^([A-Z]{2})?$' and ("locations"."country" <> '' or "locations"."postcode" = ''));--> statement-breakpoint
-- The code says the reason as it was. The release before knows no code: where it writes another reason, the code goes.
-- Whoever knows it writes it in a statement of its own.
create function forget_reason_code() returns trigger language plpgsql as $$
begin
  new.reason_code := '';
  return new;
end
$$;--> statement-breakpoint
create trigger tax_categories_forget_reason_code before update of reason, code on tax_categories for each row
  when (new.reason_code <> '' and (new.reason <> old.reason or new.code <> old.code)) execute function forget_reason_code();--> statement-breakpoint
create function forget_exempt_code() returns trigger language plpgsql as $$
begin
  new.tax_exempt_code := '';
  return new;
end
$$;--> statement-breakpoint
create trigger customers_forget_exempt_code before update of tax_exempt_reason on customers for each row
  when (new.tax_exempt_code <> '' and new.tax_exempt_reason <> old.tax_exempt_reason) execute function forget_exempt_code();
