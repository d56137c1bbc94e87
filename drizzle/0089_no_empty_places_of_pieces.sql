-- A piece that has left a place leaves no row there: one for each that an item ever had would be read with every list of
-- its bin and of the item. Whatever reads a balance takes a missing one for nothing on hand, and what is allocated is
-- never more than that. For other items the condition looks at two columns of a row that is written anyway.
create function drop_empty_place() returns trigger language plpgsql as $$
begin
  if new.lot_id is null then
    delete from stock_balances
    where location_id = new.location_id and variant_id = new.variant_id and lot_id is null and on_hand = 0;
  else
    delete from stock_balances
    where location_id = new.location_id and variant_id = new.variant_id and lot_id = new.lot_id and on_hand = 0;
  end if;
  return null;
end $$;
--> statement-breakpoint
create trigger stock_balances_drop_empty_places after update on stock_balances for each row
  when (new.has_serials and new.on_hand = 0) execute function drop_empty_place();
--> statement-breakpoint
-- As before; of a lot its own row is found by the whole key. With "is not distinct from" all pieces of the item in the
-- bin were read for each that came in.
create or replace function mark_serials() returns trigger language plpgsql as $$
declare
  is_on boolean;
begin
  select has_serials into is_on from variants where id = new.variant_id for key share;
  if is_on and new.lot_id is null then
    update stock_balances set has_serials = true
    where location_id = new.location_id and variant_id = new.variant_id and lot_id is null;
  elsif is_on then
    update stock_balances set has_serials = true
    where location_id = new.location_id and variant_id = new.variant_id and lot_id = new.lot_id;
  end if;
  return null;
end $$;
--> statement-breakpoint
delete from stock_balances where has_serials and on_hand = 0;
