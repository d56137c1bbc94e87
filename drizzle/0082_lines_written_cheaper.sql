-- What is cancelled of a line when it is written: by row, and only for one that is. The statement that writes the lines
-- of each new order called a function and planned a query, to find nothing.
create function sum_line_written_cancelled() returns trigger language plpgsql as $$
begin
  perform add_cancelled(new.order_id, new.cancelled_net, new.cancelled_tax);
  return null;
end $$;
--> statement-breakpoint
drop trigger order_lines_cancelled_when_written on order_lines;
--> statement-breakpoint
create trigger order_lines_cancelled_when_written after insert on order_lines for each row
  when (new.cancelled > 0) execute function sum_line_written_cancelled();
--> statement-breakpoint
-- As in 0015, in two questions: one for both looked dearer to the planner without the values, and so it was planned anew
-- for every change that anybody makes. The first is all that is asked of whoever works in all warehouses.
create or replace function assert_access(person uuid, expected_role text, expected_warehouses uuid[]) returns void
  language plpgsql stable as $$
begin
  if exists (
    select from users u where u.id = person and u.status = 'active' and u.role = expected_role and u.all_warehouses
  ) then
    return;
  end if;
  if expected_warehouses is null or not exists (
    select from users u
    where u.id = person and u.status = 'active' and u.role = expected_role
      and expected_warehouses <@ array(select g.warehouse_id from warehouse_grants g where g.user_id = person)
  ) then
    raise exception 'access changed' using errcode = 'QM001';
  end if;
end $$;
