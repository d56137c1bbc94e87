-- Orders that stock is reserved for are changed: lines of one that has shipped in part are lowered, raised and taken
-- away, and whether it is shipped in part follows that as well.
drop trigger order_lines_shipped_later on order_lines;
--> statement-breakpoint
create trigger order_lines_shipped_later after update on order_lines for each row
  when (new.shipped <> old.shipped or new.quantity <> old.quantity) execute function mark_partly_shipped();
--> statement-breakpoint
-- What had shipped is never taken away, so without a line an order can only be shipped whole and no longer in part.
create function mark_wholly_shipped() returns trigger language plpgsql as $$
begin
  update orders set partly_shipped = false
  where id = old.order_id and partly_shipped and not exists (
    select from order_lines where order_id = old.order_id having sum(shipped) < sum(quantity));
  return null;
end $$;
--> statement-breakpoint
create trigger order_lines_shipped_without after delete on order_lines for each row
  execute function mark_wholly_shipped();
