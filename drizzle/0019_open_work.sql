DROP INDEX "orders_by_status";--> statement-breakpoint
ALTER TABLE "orders" ADD COLUMN "partly_shipped" boolean DEFAULT false NOT NULL;--> statement-breakpoint
CREATE INDEX "reorder_points_of_variant" ON "reorder_points" USING btree ("variant_id");--> statement-breakpoint
CREATE INDEX "orders_partly_shipped" ON "orders" USING btree ("placed_at","id") WHERE "orders"."partly_shipped";--> statement-breakpoint
CREATE INDEX "orders_by_status" ON "orders" USING btree ("status","placed_at","id");--> statement-breakpoint
-- Whether an order is shipped in part follows its lines, whichever release or operation ships them. Of the lines of one
-- statement the first writes it, and only where it changes: an order that ships whole is never written.
create function mark_partly_shipped() returns trigger language plpgsql as $$
begin
  update orders set partly_shipped = not partly_shipped
  where id = new.order_id and partly_shipped <> (
    select sum(shipped) > 0 and sum(shipped) < sum(quantity) from order_lines where order_id = new.order_id);
  return null;
end $$;
--> statement-breakpoint
create trigger order_lines_shipped_when_written after insert on order_lines for each row
  when (new.shipped > 0) execute function mark_partly_shipped();
--> statement-breakpoint
create trigger order_lines_shipped_later after update on order_lines for each row
  when (new.shipped <> old.shipped) execute function mark_partly_shipped();
--> statement-breakpoint
update orders set partly_shipped = true where id in (
  select order_id from order_lines group by order_id having sum(shipped) > 0 and sum(shipped) < sum(quantity));
