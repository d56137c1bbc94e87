ALTER TABLE "variants" ADD COLUMN "has_serials" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "stock_balances" ADD COLUMN "has_serials" boolean DEFAULT false NOT NULL;--> statement-breakpoint
-- One pass over lots, some ten thousand short rows.
-- squawk-ignore require-concurrent-index-creation
CREATE INDEX "lots_by_code" ON "lots" USING btree (lower("code"));--> statement-breakpoint
-- One pass over movements, of which few name a lot: a second for a million.
-- squawk-ignore require-concurrent-index-creation
CREATE INDEX "stock_movements_of_lot" ON "stock_movements" USING btree ("lot_id","id") WHERE "stock_movements"."lot_id" is not null;--> statement-breakpoint
-- One pass over what was ever picked, of which few name a lot.
-- squawk-ignore require-concurrent-index-creation
CREATE INDEX "stock_allocations_of_lot" ON "stock_allocations" USING btree ("lot_id") WHERE "stock_allocations"."lot_id" is not null and ("stock_allocations"."quantity" > 0 or "stock_allocations"."to_put_back" > 0);--> statement-breakpoint
-- A new column of one value: one pass over the items of the shop.
-- squawk-ignore constraint-missing-not-valid
ALTER TABLE "variants" ADD CONSTRAINT "variants_with_serials_are_counted_in_pieces" CHECK (not "variants"."has_serials" or "variants"."unit" = 'each');--> statement-breakpoint
-- A new column of one value: one pass over some ten thousand short rows.
-- squawk-ignore constraint-missing-not-valid
ALTER TABLE "stock_balances" ADD CONSTRAINT "stock_balances_hold_single_pieces" CHECK (not "stock_balances"."has_serials" or "stock_balances"."on_hand" = 0 or ("stock_balances"."on_hand" = 1 and "stock_balances"."lot_id" is not null));--> statement-breakpoint
-- A balance knows of its item's switch, so that a posting asks the row that it changes anyway: of items without serial
-- numbers nothing more is read or locked, but once for each new place. The share lock waits for whoever turns the switch.
create function mark_serials() returns trigger language plpgsql as $$
declare
  is_on boolean;
begin
  select has_serials into is_on from variants where id = new.variant_id for key share;
  if is_on then
    update stock_balances set has_serials = true
    where location_id = new.location_id and variant_id = new.variant_id and lot_id is not distinct from new.lot_id;
  end if;
  return null;
end $$;
--> statement-breakpoint
create trigger stock_balances_mark_serials after insert on stock_balances for each row execute function mark_serials();
--> statement-breakpoint
-- A serial number is on hand in one place. The row lock of its lot makes one of two who bring it at once wait, who then
-- finds it. At the end of the statement, when a move has taken it from where it was.
create function hold_serial_once() returns trigger language plpgsql as $$
begin
  perform 1 from lots where id = new.lot_id for no key update;
  if (select count(*) from stock_balances where lot_id = new.lot_id and on_hand > 0) > 1 then
    raise exception 'a serial number is on hand in one place'
      using errcode = 'check_violation', constraint = 'stock_balances_hold_serials_once';
  end if;
  return null;
end $$;
--> statement-breakpoint
create trigger stock_balances_hold_serials_once after update on stock_balances for each row
  when (new.has_serials and new.on_hand > 0 and (new.on_hand > old.on_hand or not old.has_serials))
  execute function hold_serial_once();
--> statement-breakpoint
-- What is on hand must fit what the switch says: the checks of the balances refuse it. Whoever moves stock of the item
-- share-locks its row, so from here on nobody does.
create function turn_serials() returns trigger language plpgsql as $$
begin
  perform 1 from variants where id = new.id for update;
  update stock_balances set has_serials = new.has_serials where variant_id = new.id;
  return null;
end $$;
--> statement-breakpoint
create trigger variants_turn_serials after update of has_serials on variants for each row
  when (old.has_serials is distinct from new.has_serials) execute function turn_serials();
