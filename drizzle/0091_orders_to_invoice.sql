ALTER TABLE "orders" ADD COLUMN "to_invoice" boolean DEFAULT false NOT NULL;--> statement-breakpoint
-- One pass over orders, none of which is in it yet.
-- squawk-ignore require-concurrent-index-creation
CREATE INDEX "orders_to_invoice" ON "orders" USING btree ("placed_at","id") WHERE "orders"."to_invoice";--> statement-breakpoint
-- Whether something of an order is to be invoiced follows what shipped and came back, and what invoices bill, whichever
-- release writes it. The order is written only where that changes.
create function mark_to_invoice(orders_written uuid[]) returns void language sql as $$
  update orders o set to_invoice = not to_invoice
   where id = any(orders_written) and to_invoice <> exists (
     select from order_lines line left join invoiced_parts part on part.id = line.id
      where line.order_id = o.id and line.shipped - line.credited > coalesce(part.quantity, 0))
$$;
--> statement-breakpoint
create function mark_shipped_to_invoice() returns trigger language plpgsql as $$
begin
  perform mark_to_invoice(array[new.order_id]);
  return null;
end $$;
--> statement-breakpoint
create trigger order_lines_are_to_invoice_when_written after insert on order_lines for each row
  when (new.shipped > 0) execute function mark_shipped_to_invoice();
--> statement-breakpoint
create trigger order_lines_are_to_invoice_later after update on order_lines for each row
  when (new.shipped <> old.shipped or new.credited <> old.credited) execute function mark_shipped_to_invoice();
--> statement-breakpoint
create function mark_invoiced() returns trigger language plpgsql as $$
begin
  perform mark_to_invoice(array(select distinct order_id from written));
  return null;
end $$;
--> statement-breakpoint
-- By its name after the trigger that sums what is invoiced.
create trigger invoice_lines_mark_their_orders after insert on invoice_lines
  referencing new table as written for each statement execute function mark_invoiced();
--> statement-breakpoint
-- Some five seconds for a hundred thousand orders that have shipped and are on no invoice.
update orders o set to_invoice = true
 where id in (
   select line.order_id from order_lines line left join invoiced_parts part on part.id = line.id
    where line.shipped - line.credited > coalesce(part.quantity, 0));
