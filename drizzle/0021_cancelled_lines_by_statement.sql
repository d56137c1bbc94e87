-- What an order has cancelled follows its lines, whatever writes them: once for each order and statement, in key order,
-- and not at all where nothing was cancelled.
create function add_cancelled(changed_order uuid, net numeric, tax numeric) returns void language sql as $$
  update orders set cancelled_net = cancelled_net + net, cancelled_tax = cancelled_tax + tax where id = changed_order;
$$;
--> statement-breakpoint
drop trigger order_lines_cancelled_when_written on order_lines;
--> statement-breakpoint
drop trigger order_lines_cancelled_later on order_lines;
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
    perform add_cancelled(order_id, net, tax) from (
      select order_id, sum(net) as net, sum(tax) as tax from (
        select order_id, cancelled_net as net, cancelled_tax as tax from written where cancelled > 0
        union all
        select order_id, -cancelled_net, -cancelled_tax from gone where cancelled > 0) line
      group by order_id having sum(net) <> 0 or sum(tax) <> 0 order by order_id) change;
  end if;
  return null;
end $$;
--> statement-breakpoint
create trigger order_lines_cancelled_when_written after insert on order_lines
  referencing new table as written for each statement execute function sum_cancelled_lines();
--> statement-breakpoint
create trigger order_lines_cancelled_later after update on order_lines
  referencing old table as gone new table as written for each statement execute function sum_cancelled_lines();
--> statement-breakpoint
create trigger order_lines_cancelled_no_more after delete on order_lines
  referencing old table as gone for each statement execute function sum_cancelled_lines();
