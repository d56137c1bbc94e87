-- A day by which an order is to be paid that somebody agreed with the customer.
ALTER TABLE "orders" ADD COLUMN "due_by_hand" boolean DEFAULT false NOT NULL;--> statement-breakpoint
-- One pass over orders, of which the largest shops have some hundred thousands.
-- squawk-ignore constraint-missing-not-valid
ALTER TABLE "orders" ADD CONSTRAINT "orders_due_by_hand_is_a_day" CHECK ("orders"."due_on" is not null or not "orders"."due_by_hand");--> statement-breakpoint
-- It stands also where no shipment is left; the trigger that sets the day of the terms leaves any day alone already.
create or replace function clear_due_day() returns trigger language plpgsql as $$
begin
  update orders o set due_on = null
   where o.id = new.order_id and o.due_on is not null and not o.due_by_hand
     and not exists (select from shipments s where s.order_id = new.order_id and s.voided_at is null);
  return null;
end $$;
