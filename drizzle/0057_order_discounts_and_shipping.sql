ALTER TABLE "order_lines" ADD COLUMN "discount_amount" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "order_lines" ADD COLUMN "order_discount" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "orders" ADD COLUMN "discount_rate" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "orders" ADD COLUMN "discount_amount" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "orders" ADD COLUMN "shipping_price" bigint;--> statement-breakpoint
ALTER TABLE "orders" ADD COLUMN "shipping_tax_rate" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "orders" ADD COLUMN "shipping_net" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "orders" ADD COLUMN "shipping_tax" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "orders" ADD COLUMN "shipping_cancelled" boolean DEFAULT false NOT NULL;--> statement-breakpoint
-- One pass over the lines for all of them, of columns that were just added: a second for a million.
ALTER TABLE "order_lines"
  -- squawk-ignore constraint-missing-not-valid
  ADD CONSTRAINT "order_lines_discount_takes_something_off" CHECK ("order_lines"."discount_amount" >= 0 and "order_lines"."order_discount" >= 0 and ("order_lines"."discount_rate" = 0 or "order_lines"."discount_amount" = 0)),
  -- squawk-ignore constraint-missing-not-valid
  ADD CONSTRAINT "order_lines_discount_amount_is_exact" CHECK ("order_lines"."discount_amount" between -9007199254740991 and 9007199254740991),
  -- squawk-ignore constraint-missing-not-valid
  ADD CONSTRAINT "order_lines_order_discount_is_exact" CHECK ("order_lines"."order_discount" between -9007199254740991 and 9007199254740991);--> statement-breakpoint
-- One pass over orders, of which the largest shops have some hundred thousands.
ALTER TABLE "orders"
  -- squawk-ignore constraint-missing-not-valid
  ADD CONSTRAINT "orders_discount_is_part_of_a_whole" CHECK ("orders"."discount_rate" between 0 and 1000000 and "orders"."discount_amount" >= 0),
  -- squawk-ignore constraint-missing-not-valid
  ADD CONSTRAINT "orders_shipping_is_charged_by_a_price" CHECK (case when "orders"."shipping_price" is null then "orders"."shipping_net" = 0 and "orders"."shipping_tax" = 0
        else "orders"."shipping_price" >= 0 and "orders"."shipping_tax_rate" between 0 and 1000000 end),
  -- squawk-ignore constraint-missing-not-valid
  ADD CONSTRAINT "orders_discount_amount_is_exact" CHECK ("orders"."discount_amount" between -9007199254740991 and 9007199254740991),
  -- squawk-ignore constraint-missing-not-valid
  ADD CONSTRAINT "orders_shipping_price_is_exact" CHECK ("orders"."shipping_price" between -9007199254740991 and 9007199254740991),
  -- squawk-ignore constraint-missing-not-valid
  ADD CONSTRAINT "orders_shipping_net_is_exact" CHECK ("orders"."shipping_net" between -9007199254740991 and 9007199254740991),
  -- squawk-ignore constraint-missing-not-valid
  ADD CONSTRAINT "orders_shipping_tax_is_exact" CHECK ("orders"."shipping_tax" between -9007199254740991 and 9007199254740991);
--> statement-breakpoint
-- What is cancelled of a line follows what the line comes to, which discounts in money and shares of the order's discount
-- are in now. It was computed by the columns themselves, whose expression could only be replaced by writing every line
-- anew; a trigger works it out for lines of which something is cancelled, and costs the others nothing. By the rule of
-- `kept_amount` where the line comes to what that says, and else as its part of what the line comes to.
create function cancel_line_amounts() returns trigger language plpgsql as $$
declare
  kept bigint := new.quantity - new.cancelled;
  by_rule boolean := new.net_total = kept_amount('net', new.unit_price, new.quantity, new.discount_rate, new.tax_rate, new.prices_include_tax)
    and new.tax_total = kept_amount('tax', new.unit_price, new.quantity, new.discount_rate, new.tax_rate, new.prices_include_tax);
begin
  new.cancelled_net := case
    when new.cancelled = 0 then 0
    when by_rule then new.net_total - kept_amount('net', new.unit_price, kept, new.discount_rate, new.tax_rate, new.prices_include_tax)
    else new.net_total - part_of_amount(new.net_total, kept, new.quantity) end;
  new.cancelled_tax := case
    when new.cancelled = 0 then 0
    when by_rule then new.tax_total - kept_amount('tax', new.unit_price, kept, new.discount_rate, new.tax_rate, new.prices_include_tax)
    else new.tax_total - part_of_amount(new.tax_total, kept, new.quantity) end;
  return new;
end $$;
--> statement-breakpoint
-- `shareOf` in TypeScript: rounded by whole numbers, as a quotient has no end.
create function part_of_amount(amount bigint, kept bigint, whole bigint) returns bigint language sql immutable strict as $$
  select div(2 * amount::numeric * kept + whole, 2 * greatest(whole, 1)::numeric)::bigint
$$;
--> statement-breakpoint
alter table order_lines
  alter column cancelled_net drop expression,
  alter column cancelled_net set default 0,
  alter column cancelled_tax drop expression,
  alter column cancelled_tax set default 0;
--> statement-breakpoint
create trigger order_lines_cancelled_amounts_when_written before insert on order_lines for each row
  when (new.cancelled <> 0) execute function cancel_line_amounts();
--> statement-breakpoint
create trigger order_lines_cancelled_amounts before update on order_lines for each row
  when (new.cancelled <> 0 or old.cancelled <> 0) execute function cancel_line_amounts();
--> statement-breakpoint
-- As in 0021, and with shipping: it is charged while anything of the order is wanted.
create or replace function add_cancelled(changed_order uuid, net numeric, tax numeric) returns void language sql as $$
  update orders o
     set cancelled_net = o.cancelled_net + net + charge.turn * o.shipping_net,
         cancelled_tax = o.cancelled_tax + tax + charge.turn * o.shipping_tax,
         shipping_cancelled = charge.is_cancelled
    from (select is_cancelled, is_cancelled::integer - was.shipping_cancelled::integer as turn
            from orders was,
                 lateral (select not exists (
                    select from order_lines l where l.order_id = changed_order and l.cancelled < l.quantity) as is_cancelled) line
           where was.id = changed_order) charge
   where o.id = changed_order;
$$;
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
      where cancelled > 0 group by order_id order by order_id) change;
  else
    -- What is given away is cancelled too, and with it the charge for shipping.
    perform add_cancelled(order_id, net, tax) from (
      select order_id, sum(net) as net, sum(tax) as tax from (
        select order_id, cancelled_net as net, cancelled_tax as tax, cancelled from written where cancelled > 0
        union all
        select order_id, -cancelled_net, -cancelled_tax, -cancelled from gone where cancelled > 0) line
      group by order_id having sum(net) <> 0 or sum(tax) <> 0 or sum(cancelled) <> 0 order by order_id) change;
  end if;
  return null;
end $$;
