CREATE TABLE "return_lines" (
	"id" uuid PRIMARY KEY NOT NULL,
	"return_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"order_line_id" uuid NOT NULL,
	"reason" text NOT NULL,
	"quantity" bigint NOT NULL,
	"received" bigint DEFAULT 0 NOT NULL,
	"withdrawn" bigint DEFAULT 0 NOT NULL,
	"rejected" bigint DEFAULT 0 NOT NULL,
	CONSTRAINT "return_lines_name_a_line_once" UNIQUE("return_id","order_line_id"),
	CONSTRAINT "return_lines_with_their_return" UNIQUE("id","return_id"),
	CONSTRAINT "return_lines_ask_for_something" CHECK ("return_lines"."quantity" > 0),
	CONSTRAINT "return_lines_never_received_twice" CHECK (0 <= "return_lines"."received" and 0 <= "return_lines"."withdrawn" and "return_lines"."received" + "return_lines"."withdrawn" <= "return_lines"."quantity"),
	CONSTRAINT "return_lines_reject_what_came" CHECK (0 <= "return_lines"."rejected" and "return_lines"."rejected" <= "return_lines"."received"),
	CONSTRAINT "return_lines_reason_is_known" CHECK ("return_lines"."reason" in ('damaged', 'faulty', 'wrong-item', 'not-as-described', 'unwanted', 'late', 'other')),
	CONSTRAINT "return_lines_quantity_is_exact" CHECK ("return_lines"."quantity" between -9007199254740991 and 9007199254740991)
);
--> statement-breakpoint
CREATE TABLE "return_receipts" (
	"id" uuid PRIMARY KEY NOT NULL,
	"return_id" uuid NOT NULL,
	"return_line_id" uuid NOT NULL,
	"quantity" bigint NOT NULL,
	"lot_id" uuid,
	"outcome" text NOT NULL,
	"disposition" text,
	"location_id" uuid,
	"net" bigint NOT NULL,
	"tax" bigint NOT NULL,
	"fee" bigint NOT NULL,
	"received_by" uuid NOT NULL,
	"received_at" timestamp (3) with time zone NOT NULL,
	"released_to" text,
	"released_location_id" uuid,
	"released_by" uuid,
	"released_at" timestamp (3) with time zone,
	"exchange_order_id" uuid,
	CONSTRAINT "return_receipts_carry_something" CHECK ("return_receipts"."quantity" > 0),
	CONSTRAINT "return_receipts_outcome_is_known" CHECK ("return_receipts"."outcome" in ('refund', 'replace', 'reject')),
	CONSTRAINT "return_receipts_disposition_is_known" CHECK ("return_receipts"."disposition" in ('restock', 'quarantine', 'scrap')),
	CONSTRAINT "return_receipts_take_in_what_is_not_rejected" CHECK (("return_receipts"."outcome" = 'reject') = ("return_receipts"."disposition" is null)),
	CONSTRAINT "return_receipts_restock_into_a_bin" CHECK (coalesce("return_receipts"."disposition" = 'restock', false) = ("return_receipts"."location_id" is not null)),
	CONSTRAINT "return_receipts_credit_what_is_refunded" CHECK (0 <= "return_receipts"."net" and 0 <= "return_receipts"."tax" and 0 <= "return_receipts"."fee"
        and ("return_receipts"."outcome" = 'refund' or "return_receipts"."net" + "return_receipts"."tax" + "return_receipts"."fee" = 0)),
	CONSTRAINT "return_receipts_are_released_from_quarantine" CHECK (case when "return_receipts"."released_to" is null
        then "return_receipts"."released_at" is null and "return_receipts"."released_by" is null and "return_receipts"."released_location_id" is null
        else "return_receipts"."disposition" = 'quarantine' and "return_receipts"."released_to" in ('restock', 'scrap')
          and "return_receipts"."released_at" is not null and "return_receipts"."released_by" is not null
          and ("return_receipts"."released_to" = 'restock') = ("return_receipts"."released_location_id" is not null) end),
	CONSTRAINT "return_receipts_exchange_what_is_replaced" CHECK ("return_receipts"."exchange_order_id" is null or "return_receipts"."outcome" = 'replace'),
	CONSTRAINT "return_receipts_quantity_is_exact" CHECK ("return_receipts"."quantity" between -9007199254740991 and 9007199254740991),
	CONSTRAINT "return_receipts_net_is_exact" CHECK ("return_receipts"."net" between -9007199254740991 and 9007199254740991),
	CONSTRAINT "return_receipts_tax_is_exact" CHECK ("return_receipts"."tax" between -9007199254740991 and 9007199254740991),
	CONSTRAINT "return_receipts_fee_is_exact" CHECK ("return_receipts"."fee" between -9007199254740991 and 9007199254740991)
);
--> statement-breakpoint
CREATE TABLE "return_refunds" (
	"payment_id" uuid PRIMARY KEY NOT NULL,
	"return_id" uuid NOT NULL,
	"shipping" bigint NOT NULL,
	CONSTRAINT "return_refunds_shipping_is_not_negative" CHECK ("return_refunds"."shipping" >= 0),
	CONSTRAINT "return_refunds_shipping_is_exact" CHECK ("return_refunds"."shipping" between -9007199254740991 and 9007199254740991)
);
--> statement-breakpoint
CREATE TABLE "returns" (
	"id" uuid PRIMARY KEY NOT NULL,
	"number" bigint NOT NULL,
	"order_id" uuid NOT NULL,
	"warehouse_id" uuid NOT NULL,
	"status" text NOT NULL,
	"authorised_by" uuid NOT NULL,
	"authorised_at" timestamp (3) with time zone NOT NULL,
	"ended_by" uuid,
	"ended_at" timestamp (3) with time zone,
	CONSTRAINT "returns_status_is_known" CHECK ("returns"."status" in ('authorised', 'partly_received', 'received', 'closed', 'cancelled')),
	CONSTRAINT "returns_are_ended_by_someone" CHECK (("returns"."status" in ('closed', 'cancelled')) = ("returns"."ended_at" is not null and "returns"."ended_by" is not null)),
	CONSTRAINT "returns_number_is_exact" CHECK ("returns"."number" between -9007199254740991 and 9007199254740991)
);
--> statement-breakpoint
ALTER TABLE "locations" DROP CONSTRAINT "locations_kind_is_known";--> statement-breakpoint
ALTER TABLE "order_origins" DROP CONSTRAINT "order_origins_kind_is_known";--> statement-breakpoint
ALTER TABLE "order_lines" ADD COLUMN "claimed" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "order_lines" ADD COLUMN "returned" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "order_lines" ADD COLUMN "credited" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "order_lines" ADD COLUMN "return_fee" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "return_lines" ADD CONSTRAINT "return_lines_return_id_returns_id_fk" FOREIGN KEY ("return_id") REFERENCES "public"."returns"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "return_lines" ADD CONSTRAINT "return_lines_order_line_id_order_lines_id_fk" FOREIGN KEY ("order_line_id") REFERENCES "public"."order_lines"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "return_receipts" ADD CONSTRAINT "return_receipts_lot_id_lots_id_fk" FOREIGN KEY ("lot_id") REFERENCES "public"."lots"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "return_receipts" ADD CONSTRAINT "return_receipts_location_id_locations_id_fk" FOREIGN KEY ("location_id") REFERENCES "public"."locations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "return_receipts" ADD CONSTRAINT "return_receipts_received_by_users_id_fk" FOREIGN KEY ("received_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "return_receipts" ADD CONSTRAINT "return_receipts_released_location_id_locations_id_fk" FOREIGN KEY ("released_location_id") REFERENCES "public"."locations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "return_receipts" ADD CONSTRAINT "return_receipts_released_by_users_id_fk" FOREIGN KEY ("released_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "return_receipts" ADD CONSTRAINT "return_receipts_exchange_order_id_orders_id_fk" FOREIGN KEY ("exchange_order_id") REFERENCES "public"."orders"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "return_receipts" ADD CONSTRAINT "return_receipts_are_of_a_line_of_the_return" FOREIGN KEY ("return_line_id","return_id") REFERENCES "public"."return_lines"("id","return_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "return_refunds" ADD CONSTRAINT "return_refunds_payment_id_payments_id_fk" FOREIGN KEY ("payment_id") REFERENCES "public"."payments"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "return_refunds" ADD CONSTRAINT "return_refunds_return_id_returns_id_fk" FOREIGN KEY ("return_id") REFERENCES "public"."returns"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "returns" ADD CONSTRAINT "returns_order_id_orders_id_fk" FOREIGN KEY ("order_id") REFERENCES "public"."orders"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "returns" ADD CONSTRAINT "returns_warehouse_id_locations_id_fk" FOREIGN KEY ("warehouse_id") REFERENCES "public"."locations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "returns" ADD CONSTRAINT "returns_authorised_by_users_id_fk" FOREIGN KEY ("authorised_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "returns" ADD CONSTRAINT "returns_ended_by_users_id_fk" FOREIGN KEY ("ended_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "return_lines_of_order_line" ON "return_lines" USING btree ("order_line_id");--> statement-breakpoint
CREATE INDEX "return_receipts_of_return" ON "return_receipts" USING btree ("return_id","id");--> statement-breakpoint
CREATE INDEX "return_receipts_of_line" ON "return_receipts" USING btree ("return_line_id");--> statement-breakpoint
CREATE INDEX "return_receipts_in_quarantine" ON "return_receipts" USING btree ("return_id") WHERE "return_receipts"."disposition" = 'quarantine' and "return_receipts"."released_to" is null;--> statement-breakpoint
CREATE INDEX "return_refunds_of_return" ON "return_refunds" USING btree ("return_id");--> statement-breakpoint
CREATE UNIQUE INDEX "returns_number_is_single" ON "returns" USING btree ("number");--> statement-breakpoint
CREATE INDEX "returns_of_order" ON "returns" USING btree ("order_id","id");--> statement-breakpoint
CREATE INDEX "returns_by_status" ON "returns" USING btree ("status","id");--> statement-breakpoint
CREATE INDEX "returns_of_warehouse" ON "returns" USING btree ("warehouse_id","id");--> statement-breakpoint
-- Some thousand rows at most.
-- squawk-ignore constraint-missing-not-valid
ALTER TABLE "locations" ADD CONSTRAINT "locations_kind_is_known" CHECK ("locations"."kind" in ('warehouse', 'zone', 'bin', 'supplier', 'customer', 'adjustment', 'scrap', 'transit',
        'quarantine'));--> statement-breakpoint
-- A row for each order that came of another: few of all.
-- squawk-ignore constraint-missing-not-valid
ALTER TABLE "order_origins" ADD CONSTRAINT "order_origins_kind_is_known" CHECK ("order_origins"."kind" in ('duplicate', 'reopened', 'split', 'exchange'));--> statement-breakpoint
-- One pass over the lines for all of them, of columns that were just added: a second for a million.
ALTER TABLE "order_lines"
  -- squawk-ignore constraint-missing-not-valid
  ADD CONSTRAINT "order_lines_never_returned_beyond_shipped" CHECK (0 <= "order_lines"."credited" and "order_lines"."credited" <= "order_lines"."returned" and "order_lines"."returned" <= "order_lines"."claimed"
      and "order_lines"."claimed" <= "order_lines"."shipped"),
  -- squawk-ignore constraint-missing-not-valid
  ADD CONSTRAINT "order_lines_fee_is_part_of_what_is_credited" CHECK (0 <= "order_lines"."return_fee" and ("order_lines"."return_fee" = 0 or "order_lines"."credited" > 0)),
  -- squawk-ignore constraint-missing-not-valid
  ADD CONSTRAINT "order_lines_return_fee_is_exact" CHECK ("order_lines"."return_fee" between -9007199254740991 and 9007199254740991);
--> statement-breakpoint
-- What came back and is looked at before it is sold again stands in no bin, so that nobody is promised it.
insert into locations (id, kind, code, name, created_at)
values ('00000000-0000-7000-8000-000000000016', 'quarantine', 'QUARANTINE', 'Quarantine', now());
--> statement-breakpoint
-- As in 0057; and what is credited of a line, less the fee that is kept, is not billed either. `creditOf` in TypeScript.
-- It is in the same column as what is cancelled, so that totals, lists and what is owed follow, in the release before too.
create or replace function cancel_line_amounts() returns trigger language plpgsql as $$
declare
  kept bigint := new.quantity - new.cancelled;
  by_rule boolean := new.net_total = kept_amount('net', new.unit_price, new.quantity, new.discount_rate, new.tax_rate, new.prices_include_tax)
    and new.tax_total = kept_amount('tax', new.unit_price, new.quantity, new.discount_rate, new.tax_rate, new.prices_include_tax);
  credit_net bigint;
  credit_tax bigint;
  fee_tax bigint;
begin
  new.cancelled_net := case
    when new.cancelled = 0 then 0
    when by_rule then new.net_total - kept_amount('net', new.unit_price, kept, new.discount_rate, new.tax_rate, new.prices_include_tax)
    else new.net_total - part_of_amount(new.net_total, kept, new.quantity) end;
  new.cancelled_tax := case
    when new.cancelled = 0 then 0
    when by_rule then new.tax_total - kept_amount('tax', new.unit_price, kept, new.discount_rate, new.tax_rate, new.prices_include_tax)
    else new.tax_total - part_of_amount(new.tax_total, kept, new.quantity) end;
  if new.credited > 0 then
    credit_net := case
      when by_rule then kept_amount('net', new.unit_price, new.credited, new.discount_rate, new.tax_rate, new.prices_include_tax)
      else part_of_amount(new.net_total, new.credited, new.quantity) end;
    credit_tax := case
      when by_rule then kept_amount('tax', new.unit_price, new.credited, new.discount_rate, new.tax_rate, new.prices_include_tax)
      else part_of_amount(new.tax_total, new.credited, new.quantity) end;
    fee_tax := part_of_amount(credit_tax, new.return_fee, credit_net + credit_tax);
    new.cancelled_net := new.cancelled_net + credit_net - new.return_fee + fee_tax;
    new.cancelled_tax := new.cancelled_tax + credit_tax - fee_tax;
  end if;
  return new;
end $$;
--> statement-breakpoint
-- A statement that changes neither is not asked; until somebody takes something back that is every one that was not before.
drop trigger order_lines_cancelled_amounts on order_lines;
--> statement-breakpoint
create trigger order_lines_cancelled_amounts before update on order_lines for each row
  when (new.cancelled <> 0 or old.cancelled <> 0 or new.credited <> 0 or old.credited <> 0)
  execute function cancel_line_amounts();
--> statement-breakpoint
create or replace function sum_cancelled_lines() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    perform add_cancelled(order_id, net, tax) from (
      select order_id, sum(cancelled_net) as net, sum(cancelled_tax) as tax from written
      where cancelled > 0 group by order_id order by order_id) change;
  elsif tg_op = 'DELETE' then
    perform add_cancelled(order_id, net, tax) from (
      select order_id, -sum(cancelled_net) as net, -sum(cancelled_tax) as tax from gone
      where cancelled > 0 or credited > 0 group by order_id order by order_id) change;
  else
    -- What is given away is cancelled too, and with it the charge for shipping.
    perform add_cancelled(order_id, net, tax) from (
      select order_id, sum(net) as net, sum(tax) as tax from (
        select order_id, cancelled_net as net, cancelled_tax as tax, cancelled from written
         where cancelled > 0 or credited > 0
        union all
        select order_id, -cancelled_net, -cancelled_tax, -cancelled from gone
         where cancelled > 0 or credited > 0) line
      group by order_id having sum(net) <> 0 or sum(tax) <> 0 or sum(cancelled) <> 0 order by order_id) change;
  end if;
  return null;
end $$;
--> statement-breakpoint
-- What came back was sold no more on the day on which it was ordered.
drop trigger order_lines_recount_sales on order_lines;
--> statement-breakpoint
create trigger order_lines_recount_sales after update on order_lines for each row
  when ((new.cancelled, new.quantity, new.net_total, new.returned, new.cancelled_net)
    is distinct from (old.cancelled, old.quantity, old.net_total, old.returned, old.cancelled_net))
  execute function recount_sales_of_line();
--> statement-breakpoint
-- What is written down of a return stays: its items are counted on, and never taken off.
create function keep_return_receipts() returns trigger language plpgsql as $$
begin
  if (new.id, new.return_id, new.return_line_id, new.quantity, new.lot_id, new.outcome, new.disposition, new.location_id,
      new.net, new.tax, new.fee, new.received_by, new.received_at)
     is distinct from
     (old.id, old.return_id, old.return_line_id, old.quantity, old.lot_id, old.outcome, old.disposition, old.location_id,
      old.net, old.tax, old.fee, old.received_by, old.received_at)
     or (old.released_to is not null and new.released_to is distinct from old.released_to)
     or (old.exchange_order_id is not null and new.exchange_order_id is distinct from old.exchange_order_id) then
    raise exception 'what came back is not changed' using errcode = 'check_violation', constraint = 'return_receipts_stay';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger return_receipts_stay before update on return_receipts for each row execute function keep_return_receipts();
--> statement-breakpoint
revoke delete, truncate on return_receipts, return_refunds from quartermaster_app;
