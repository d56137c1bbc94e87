-- Lots that a person has blocked. The columns are empty at first, so no row is written.
ALTER TABLE "lots" ADD COLUMN "blocked_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "lots" ADD COLUMN "block_reason" text;--> statement-breakpoint
-- One pass over lots, some ten thousand short rows.
-- squawk-ignore constraint-missing-not-valid
ALTER TABLE "lots" ADD CONSTRAINT "lots_are_blocked_for_a_reason" CHECK (("lots"."blocked_at" is null) = ("lots"."block_reason" is null));--> statement-breakpoint
-- What is blocked is not available either, and is worked out where a row is marked. It comes after the lot was blocked,
create or replace function mark_expiring_stock() returns trigger language plpgsql as $$
begin
  update stock_availability a set has_expiry = true
  from lots
  where lots.id = new.lot_id and (lots.expires_on is not null or lots.blocked_at is not null)
    and a.warehouse_id = new.warehouse_id and a.variant_id = new.variant_id and not a.has_expiry;
  return null;
end $$;
--> statement-breakpoint
-- or it is there when the lot is.
create function mark_blocked_stock() returns trigger language plpgsql as $$
begin
  update stock_availability a set has_expiry = true
  from stock_balances b
  where b.lot_id = new.id and a.warehouse_id = b.warehouse_id and a.variant_id = b.variant_id and not a.has_expiry;
  return null;
end $$;
--> statement-breakpoint
create trigger lots_mark_blocked_stock after update of blocked_at on lots for each row
  when (new.blocked_at is not null) execute function mark_blocked_stock();
