CREATE TABLE "adjustment_limits" (
	"id" uuid PRIMARY KEY NOT NULL,
	"role" text NOT NULL,
	"quantity_max" bigint,
	"value_max" bigint,
	CONSTRAINT "adjustment_limits_role_is_single" UNIQUE("role"),
	CONSTRAINT "adjustment_limits_role_is_known" CHECK ("adjustment_limits"."role" in ('admin', 'manager', 'staff')),
	CONSTRAINT "adjustment_limits_are_not_negative" CHECK ("adjustment_limits"."quantity_max" >= 0 and "adjustment_limits"."value_max" >= 0),
	CONSTRAINT "adjustment_limits_quantity_max_is_exact" CHECK ("adjustment_limits"."quantity_max" between -9007199254740991 and 9007199254740991),
	CONSTRAINT "adjustment_limits_value_max_is_exact" CHECK ("adjustment_limits"."value_max" between -9007199254740991 and 9007199254740991)
);
--> statement-breakpoint
CREATE TABLE "stock_counts" (
	"transaction_id" uuid PRIMARY KEY NOT NULL,
	"id" bigint DEFAULT nextval('stock_movements_id_seq') NOT NULL,
	"variant_id" uuid NOT NULL,
	"lot_id" uuid,
	"location_id" uuid NOT NULL,
	"quantity" bigint NOT NULL,
	CONSTRAINT "stock_counts_are_not_negative" CHECK ("stock_counts"."quantity" >= 0),
	CONSTRAINT "stock_counts_quantity_is_exact" CHECK ("stock_counts"."quantity" between -9007199254740991 and 9007199254740991)
);
--> statement-breakpoint
ALTER TABLE "stock_availability" ADD COLUMN "has_expiry" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "stock_reservations" ADD COLUMN "short" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "stock_counts" ADD CONSTRAINT "stock_counts_transaction_id_stock_transactions_id_fk" FOREIGN KEY ("transaction_id") REFERENCES "public"."stock_transactions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stock_counts" ADD CONSTRAINT "stock_counts_variant_id_variants_id_fk" FOREIGN KEY ("variant_id") REFERENCES "public"."variants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stock_counts" ADD CONSTRAINT "stock_counts_lot_id_lots_id_fk" FOREIGN KEY ("lot_id") REFERENCES "public"."lots"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stock_counts" ADD CONSTRAINT "stock_counts_location_id_locations_id_fk" FOREIGN KEY ("location_id") REFERENCES "public"."locations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "stock_counts_of_variant" ON "stock_counts" USING btree ("variant_id","id");--> statement-breakpoint
CREATE INDEX "stock_reservations_short" ON "stock_reservations" USING btree ("document_id") WHERE "stock_reservations"."short" > 0;--> statement-breakpoint
CREATE INDEX "stock_transactions_by_reference" ON "stock_transactions" USING btree (lower(btrim("reference"))) WHERE "stock_transactions"."kind" = 'receive' and "stock_transactions"."reference" <> '';--> statement-breakpoint
ALTER TABLE "stock_reservations" ADD CONSTRAINT "stock_reservations_short_is_not_negative" CHECK ("stock_reservations"."short" >= 0);--> statement-breakpoint
-- A count is history like a movement: written once.
create trigger stock_counts_are_append_only before update or delete or truncate on stock_counts for each statement execute function refuse_change();
--> statement-breakpoint
revoke update, delete, truncate on stock_counts from quartermaster_app;
--> statement-breakpoint
alter table stock_counts add constraint stock_counts_lot_is_of_the_variant foreign key (lot_id, variant_id) references lots (id, variant_id);
--> statement-breakpoint
-- Stock of which a lot expires is marked whoever writes it, the release before included. The statement that inserts the
-- balance writes the availability too, and a trigger after it sees both.
create function mark_expiring_stock() returns trigger language plpgsql as $$
begin
  update stock_availability a set has_expiry = true
  from lots
  where lots.id = new.lot_id and lots.expires_on is not null
    and a.warehouse_id = new.warehouse_id and a.variant_id = new.variant_id and not a.has_expiry;
  return null;
end $$;
--> statement-breakpoint
create trigger stock_balances_mark_expiring_stock after insert on stock_balances for each row when (new.lot_id is not null) execute function mark_expiring_stock();
--> statement-breakpoint
-- Rows that are restored without triggers are marked too.
alter table stock_balances enable always trigger stock_balances_mark_expiring_stock;
--> statement-breakpoint
-- Making the trigger has locked the balances against other writers, so this finds all that came before it.
update stock_availability a set has_expiry = true
where exists (
  select from stock_balances b join lots on lots.id = b.lot_id
  where b.warehouse_id = a.warehouse_id and b.variant_id = a.variant_id and lots.expires_on is not null
);
