CREATE TABLE "tax_rates" (
	"id" uuid PRIMARY KEY NOT NULL,
	"category_id" uuid,
	"country" text,
	"rate" bigint NOT NULL,
	CONSTRAINT "tax_rates_one_for_each_case" UNIQUE NULLS NOT DISTINCT("category_id","country"),
	CONSTRAINT "tax_rates_are_for_something" CHECK ("tax_rates"."category_id" is not null or "tax_rates"."country" is not null),
	CONSTRAINT "tax_rates_country_is_a_code" CHECK ("tax_rates"."country" ~ '^[A-Z]{2}$'),
	CONSTRAINT "tax_rates_are_parts_of_a_whole" CHECK ("tax_rates"."rate" between 0 and 1000000)
);
--> statement-breakpoint
ALTER TABLE "shop_settings" ADD COLUMN "company_name" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "shop_settings" ADD COLUMN "address" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "shop_settings" ADD COLUMN "country" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "shop_settings" ADD COLUMN "vat_number" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "shop_settings" ADD COLUMN "logo_key" text;--> statement-breakpoint
ALTER TABLE "shop_settings" ADD COLUMN "logo_type" text;--> statement-breakpoint
ALTER TABLE "shop_settings" ADD COLUMN "locale" text DEFAULT 'en-GB' NOT NULL;--> statement-breakpoint
ALTER TABLE "shop_settings" ADD COLUMN "prices_include_tax" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "shop_settings" ADD COLUMN "tax_rate" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "shop_settings" ADD COLUMN "default_warehouse_id" uuid;--> statement-breakpoint
ALTER TABLE "shop_settings" ADD COLUMN "version" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "users" ADD COLUMN "home_warehouse_id" uuid;--> statement-breakpoint
ALTER TABLE "users" ADD COLUMN "working_warehouse_id" uuid;--> statement-breakpoint
ALTER TABLE "users" ADD COLUMN "working_on" date;--> statement-breakpoint
ALTER TABLE "tax_rates" ADD CONSTRAINT "tax_rates_category_id_categories_id_fk" FOREIGN KEY ("category_id") REFERENCES "public"."categories"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "shop_settings" ADD CONSTRAINT "shop_settings_country_is_a_code" CHECK ("shop_settings"."country" ~ '^([A-Z]{2})?$');--> statement-breakpoint
ALTER TABLE "shop_settings" ADD CONSTRAINT "shop_settings_tax_is_part_of_a_whole" CHECK ("shop_settings"."tax_rate" between 0 and 1000000);--> statement-breakpoint
ALTER TABLE "shop_settings" ADD CONSTRAINT "shop_settings_logo_has_a_type" CHECK (("shop_settings"."logo_key" is null) = ("shop_settings"."logo_type" is null));--> statement-breakpoint
ALTER TABLE "shop_settings" ADD CONSTRAINT "shop_settings_logo_type_is_known" CHECK ("shop_settings"."logo_type" in ('image/png', 'image/jpeg', 'image/webp'));--> statement-breakpoint
ALTER TABLE "users" ADD CONSTRAINT "users_work_somewhere_on_a_day" CHECK (("users"."working_warehouse_id" is null) = ("users"."working_on" is null));--> statement-breakpoint
-- Facts that join the shop to a module above it. A warehouse is the one location whose warehouse is itself.
alter table shop_settings add constraint shop_settings_name_a_warehouse foreign key (default_warehouse_id, default_warehouse_id) references locations (id, warehouse_id);
--> statement-breakpoint
-- The digits after the point in a currency's usual writing: the twin of `minorDigits` in src/shared/money.ts.
create function currency_digits(currency text) returns integer language sql immutable parallel safe as $$
  select case
    when currency in ('BIF', 'CLP', 'DJF', 'GNF', 'ISK', 'JPY', 'KMF', 'KRW', 'PYG', 'RWF', 'UGX', 'VND', 'VUV', 'XAF', 'XOF', 'XPF') then 0
    when currency in ('BHD', 'IQD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND') then 3
    else 2 end $$;
--> statement-breakpoint
-- Whether anything was sold or paid in the shop's currency.
create function money_is_booked() returns boolean language sql stable as $$
  select exists (select from orders)
      or exists (select from stock_movements where unit_cost is not null)
      or exists (select from variants where cost is not null) $$;
--> statement-breakpoint
-- As the owner, since the application may not lock the ledger. The locks wait for what is being written, so that
-- nothing is booked in the old currency unseen.
create function guard_shop_currency() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  lock table orders, stock_movements, variants in share row exclusive mode;
  if money_is_booked() then
    raise exception 'money is booked in %', old.currency
      using errcode = 'restrict_violation', constraint = 'shop_settings_currency_is_booked';
  end if;
  if currency_digits(old.currency) <> currency_digits(new.currency) and exists (select from variants where price <> 0) then
    raise exception 'prices have the decimals of %', old.currency
      using errcode = 'check_violation', constraint = 'shop_settings_currency_fits_the_prices';
  end if;
  update variants set currency = new.currency where currency <> new.currency;
  return new;
end $$;
--> statement-breakpoint
create trigger shop_settings_keep_their_currency before update on shop_settings for each row
  when (old.currency is distinct from new.currency) execute function guard_shop_currency();
--> statement-breakpoint
alter table users add constraint users_home_is_a_warehouse foreign key (home_warehouse_id, home_warehouse_id) references locations (id, warehouse_id);
--> statement-breakpoint
alter table users add constraint users_work_in_a_warehouse foreign key (working_warehouse_id, working_warehouse_id) references locations (id, warehouse_id);
