CREATE TABLE "payments" (
	"id" uuid PRIMARY KEY NOT NULL,
	"order_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"voids_id" uuid,
	"amount" bigint NOT NULL,
	"method" text NOT NULL,
	"paid_on" date NOT NULL,
	"reference" text DEFAULT '' NOT NULL,
	"note" text DEFAULT '' NOT NULL,
	"recorded_by" uuid NOT NULL,
	"recorded_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "payments_are_voided_once" UNIQUE("voids_id"),
	CONSTRAINT "payments_can_be_mirrored" UNIQUE("id","order_id","kind","amount"),
	CONSTRAINT "payments_kind_is_known" CHECK ("payments"."kind" in ('payment', 'refund')),
	CONSTRAINT "payments_method_is_known" CHECK ("payments"."method" in ('bank-transfer', 'cash', 'card', 'cheque', 'other')),
	CONSTRAINT "payments_are_of_something" CHECK ("payments"."amount" > 0),
	CONSTRAINT "payments_amount_is_exact" CHECK ("payments"."amount" between -9007199254740991 and 9007199254740991)
);
--> statement-breakpoint
ALTER TABLE "orders" ADD COLUMN "paid" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "orders" ADD COLUMN "refunded" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "orders" ADD COLUMN "due_on" date;--> statement-breakpoint
ALTER TABLE "shop_settings" ADD COLUMN "payment_terms_days" integer;--> statement-breakpoint
ALTER TABLE "payments" ADD CONSTRAINT "payments_order_id_orders_id_fk" FOREIGN KEY ("order_id") REFERENCES "public"."orders"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payments" ADD CONSTRAINT "payments_recorded_by_users_id_fk" FOREIGN KEY ("recorded_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payments" ADD CONSTRAINT "payments_void_what_was_recorded" FOREIGN KEY ("voids_id","order_id","kind","amount") REFERENCES "public"."payments"("id","order_id","kind","amount") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "payments_of_order" ON "payments" USING btree ("order_id","id");--> statement-breakpoint
CREATE INDEX "payments_of_recorder" ON "payments" USING btree ("recorded_by","id");--> statement-breakpoint
-- One pass over orders each, of which the largest shops have some hundred thousands; no row is in these indexes yet.
-- squawk-ignore require-concurrent-index-creation
CREATE INDEX "orders_open_by_due" ON "orders" USING btree ("due_on","id") WHERE ("orders"."due_on" is not null and "orders"."paid" < ("orders"."net_total" + "orders"."tax_total" - "orders"."cancelled_net" - "orders"."cancelled_tax"));--> statement-breakpoint
-- One pass over orders each, of which the largest shops have some hundred thousands; no row is in these indexes yet.
-- squawk-ignore require-concurrent-index-creation
CREATE INDEX "orders_paid" ON "orders" USING btree ("placed_at","id") WHERE "orders"."paid" > 0;--> statement-breakpoint
-- One pass over orders each, of which the largest shops have some hundred thousands; no row is in these indexes yet.
-- squawk-ignore require-concurrent-index-creation
CREATE INDEX "orders_paid_otherwise" ON "orders" USING btree ("placed_at","id") WHERE ("orders"."paid" > 0 and ("orders"."paid" <> ("orders"."net_total" + "orders"."tax_total" - "orders"."cancelled_net" - "orders"."cancelled_tax") or "orders"."refunded" > 0));--> statement-breakpoint
-- One pass over orders, as above.
-- squawk-ignore constraint-missing-not-valid
ALTER TABLE "orders" ADD CONSTRAINT "orders_refund_no_more_than_was_paid" CHECK (0 <= "orders"."refunded" and "orders"."refunded" <= "orders"."paid");--> statement-breakpoint
-- One pass over orders, as above.
-- squawk-ignore constraint-missing-not-valid
ALTER TABLE "orders" ADD CONSTRAINT "orders_paid_is_exact" CHECK ("orders"."paid" between -9007199254740991 and 9007199254740991);--> statement-breakpoint
-- One row.
-- squawk-ignore constraint-missing-not-valid
ALTER TABLE "shop_settings" ADD CONSTRAINT "shop_settings_payment_terms_are_days" CHECK ("shop_settings"."payment_terms_days" between 0 and 365);--> statement-breakpoint
-- A payment stays as it was recorded. What was written about a customer goes with them; amounts, days and methods stay.
create function guard_payment() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' then
    if new.reference = '' and new.note = ''
      and to_jsonb(new) - array['reference', 'note'] = to_jsonb(old) - array['reference', 'note'] then
      return new;
    end if;
    raise exception 'payments is append-only: void what is wrong' using errcode = 'restrict_violation';
  end if;
  if new.voids_id is not null and exists (select from payments p where p.id = new.voids_id and p.voids_id is not null) then
    raise exception 'what voids a payment is not voided' using errcode = 'restrict_violation', constraint = 'payments_void_no_void';
  end if;
  return new;
end $$;--> statement-breakpoint
create trigger payments_stay_as_recorded before insert or update on payments for each row execute function guard_payment();--> statement-breakpoint
create trigger payments_are_kept before delete or truncate on payments for each statement execute function refuse_change();--> statement-breakpoint
revoke delete, truncate on payments from quartermaster_app;--> statement-breakpoint
-- What an order was paid follows its payments, once for each order and statement, in key order. What is voided is taken
-- out by the row that says the same.
create function sum_payments() returns trigger language plpgsql as $$
begin
  update orders o set paid = o.paid + change.paid, refunded = o.refunded + change.refunded
    from (
      select order_id, coalesce(sum(value) filter (where kind = 'payment'), 0) as paid,
             coalesce(sum(value) filter (where kind = 'refund'), 0) as refunded
        from (select order_id, kind, case when voids_id is null then amount else -amount end as value from written) line
       group by order_id order by order_id) change
   where o.id = change.order_id;
  return null;
end $$;--> statement-breakpoint
create trigger payments_are_summed after insert on payments
  referencing new table as written for each statement execute function sum_payments();--> statement-breakpoint
-- Within how many days this customer pays; null where nobody follows that here.
create function payment_terms_days(customer uuid) returns integer language sql stable as $$
  select payment_terms_days from shop_settings
$$;--> statement-breakpoint
-- Terms count from the day on which an order first ships, as on the invoice that goes with the goods, and are those of
-- that day. Whatever writes a shipment, placing and confirming write none.
create function set_due_day() returns trigger language plpgsql as $$
begin
  update orders o
     set due_on = (first.at at time zone (select time_zone from shop_settings))::date + payment_terms_days(o.customer_id)
    from (select order_id, min(shipped_at) as at from written where voided_at is null
           group by order_id order by order_id) first
   where o.id = first.order_id and o.due_on is null and payment_terms_days(o.customer_id) is not null;
  return null;
end $$;--> statement-breakpoint
create trigger shipments_set_due_day after insert on shipments
  referencing new table as written for each statement execute function set_due_day();--> statement-breakpoint
-- A shipment is voided on the day it was made, so the day stands while another has left.
create function clear_due_day() returns trigger language plpgsql as $$
begin
  update orders o set due_on = null
   where o.id = new.order_id and o.due_on is not null
     and not exists (select from shipments s where s.order_id = new.order_id and s.voided_at is null);
  return null;
end $$;--> statement-breakpoint
create trigger shipments_clear_due_day after update on shipments for each row
  when (old.voided_at is null and new.voided_at is not null) execute function clear_due_day();--> statement-breakpoint
-- An image without what is personal in it: as in 0051, with what is written of payments.
create or replace function erased_image(image jsonb, kind text, called text, names text[], customer uuid) returns jsonb language sql immutable as $$
  select case when jsonb_typeof(image) = 'object' then coalesce((
    select jsonb_object_agg(key, case
      when kind = 'customer' and key = 'name' then to_jsonb(called)
      when kind = 'customer' and key in ('email', 'phone', 'address', 'note') then to_jsonb(''::text)
      when kind = 'order' and key = 'customer' and value #>> '{}' = any (names)
        and coalesce(image ->> 'customerId', customer::text) = customer::text then to_jsonb(called)
      when kind = 'order' and key in ('note', 'reason', 'tracking', 'reference') and jsonb_typeof(value) = 'string'
        then to_jsonb(''::text)
      else value end)
    from jsonb_each(image)), '{}') else image end
$$;
